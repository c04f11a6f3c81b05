using System.Collections.Immutable;
using System.Security.Cryptography;
using Bot.Pages;
using Bot.State;
using Bot.State.Persons;
using Bot.State.Time;
using Dialogs.Reminders;
using Dialogs.Turns;
using Knowledge.Notices;
using Microsoft.Net.Http.Headers;
using StackExchange.Redis;

namespace Bot.Calendars;

/// <summary><c>GET /notices/{id}/calendar.ics</c> and a person's own dates at <c>/calendar/{link}.ics</c>.</summary>
internal sealed class CalendarEndpoint(Assistant assistant, People people, CalendarVersions versions, CalendarLinks links, MissingPage missing, NoticeClock clock, TimeProvider time)
{
    public async Task ServeNoticeAsync(HttpContext context)
    {
        if (!NoticeId.TryParse((string?)context.Request.RouteValues["id"], null, out var id) || assistant.Notices.Find(id) is not { } notice)
        {
            await PageWriter.WriteAsync(context, missing.Render(assistant.Notices), StatusCodes.Status404NotFound);
            return;
        }
        var events = CalendarEvents.Of(notice);
        context.Response.Headers.CacheControl = "public, max-age=300";
        await SendAsync(context, notice.ShortName, events, await VersionAsync($"bot:{{calendar}}:{notice.Id}", events, context.RequestAborted), $"{notice.Id}.ics");
    }

    public async Task ServeOwnAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        var person = await links.OpenAsync((string)context.Request.RouteValues["link"]!, ct);
        if (person is null || await people.ReadAsync(person, ct) is not { } card || NoticeOf(card.State) is not { } notice)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("这个日历链接用不了了。回到聊天里说“给我日历文件”，我给您新的。", ct);
            return;
        }
        var events = CalendarEvents.Of(notice, card.State);
        await SendAsync(context, $"{notice.ShortName}（我的日子）", events, await versions.OfAsync(CalendarLinks.KeyOf(person), events, ct), "calendar.ics");
    }

    private Notice? NoticeOf(ConversationState state) =>
        NoticeId.TryParse(state.Reminders?.Notice ?? state.Notice, null, out var id) ? assistant.Notices.Find(id) : assistant.Notices.Default(ReminderPlanner.Day(clock.Now));

    /// <summary>The notice's own dates are there without a store; only their number is not.</summary>
    private async Task<CalendarVersion> VersionAsync(RedisKey key, ImmutableArray<CalendarEvent> events, CancellationToken ct)
    {
        try
        {
            return await versions.OfAsync(key, events, ct);
        }
        catch (StateUnavailableException)
        {
            return new(0, time.GetUtcNow());
        }
    }

    private static async Task SendAsync(HttpContext context, string name, ImmutableArray<CalendarEvent> events, CalendarVersion version, string file)
    {
        var bytes = IcsWriter.Write(name, events, version);
        // Calendars that subscribed ask every few hours for what seldom changes.
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = IcsWriter.ContentType;
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
