using Dialogs.Replies;

namespace Bot.Channels;

/// <summary>What the channel itself says about what it cannot take.</summary>
internal static class ChannelReplies
{
    public static readonly Reply FileAlone = new() { Text = "抱歉，图片和文件我看不了，也没有保存。请把想问的用文字写给我，例如您的情况，或者想知道的时间、条件、材料。" };

    public static readonly Reply FileBeside = new() { Text = "图片和文件我看不了，也没有保存，只按您写的文字来答。" };

    public static Reply TooLong(int length, int most) => new() { Text = $"这条消息太长了（{length} 个字），我一次最多看 {most} 个字。请分成几条，或者直接写最想问的那一句。" };
}
