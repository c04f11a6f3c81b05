using Dialogs.Replies;

namespace Bot.Channels.Tencent.Answers;

/// <summary>What the channel itself says.</summary>
internal static class TextWording
{
    private static readonly Reply Image = Say("图片和视频我看不了，也没有保存。请把想问的写成文字，例如您的情况，或者想知道的时间、条件、材料。");
    private static readonly Reply Voice = Say("这段语音我没听清，请您打字告诉我，一句话就行。");
    private static readonly Reply Location = Say("收到位置了，但答复用不到它，也没有保存。您想问什么，直接写给我就行。");
    private static readonly Reply Link = Say("链接我打不开。请把您想问的那一句写给我，我按通知原文回答。");
    private static readonly Reply Unknown = Say("这种消息我看不了。请把想问的写成文字发给我。");

    /// <summary>Of a message that is no text.</summary>
    public static Reply Unread(string kind) => kind switch
    {
        "image" or "video" or "shortvideo" or "file" => Image,
        "voice" => Voice,
        "location" => Location,
        "link" => Link,
        _ => Unknown,
    };

    private static Reply Say(string text) => new() { Text = text };
}
