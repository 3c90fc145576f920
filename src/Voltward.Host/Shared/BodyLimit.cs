using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Voltward.Domain.Common;

namespace Voltward.Host.Shared;

/// <summary>
/// Refuses what is sent when it is longer than the program takes, in its own words; the server alone would only cut the connection. What breaks off on the way
/// ends here as well, without a word in the log.
/// </summary>
internal sealed class BodyLimit(RequestDelegate next)
{
    /// <summary>Longest body, bytes.</summary>
    public const long Longest = 256 * 1024 * 1024;

    // A browser reads the answer only after it has sent everything; beyond this it is not worth the wait.
    private const long Drained = 8 * Longest;

    public static Problem TooLong { get; } = new(
        "shared.too-long",
        ProblemKind.Invalid,
        new($"一次上传不能超过 {Longest >> 20} MB。没有任何更改被保存。", $"One upload holds at most {Longest >> 20} MB. Nothing was saved."),
        new("请把文件分开上传，或者在服务器上用命令导入。", "Send the files one by one, or import them by the command on the server."));

    public async Task InvokeAsync(HttpContext http)
    {
        // The page that shows a refusal comes through here again.
        if (http.Request.ContentLength > Longest && http.Features.Get<Refusal>() is null)
        {
            await RefuseAsync(http);
            return;
        }

        var body = new Incoming(http.Request.Body);
        http.Request.Body = body;
        try
        {
            await next(http);
            // Readers of forms keep the end to themselves; the server would still try to read the rest.
            if (body.Torn) Leave(http);
            var refused = body.TooLong || http.Response.StatusCode == StatusCodes.Status413PayloadTooLarge;
            if (refused && !http.Response.HasStarted && http.Features.Get<Refusal>() is null) await AnswerAsync(http);
        }
        catch (Exception) when (body.TooLong && !http.Response.HasStarted)
        {
            // Sent in pieces without a length: the server stopped reading at the limit.
            await AnswerAsync(http);
        }
        catch (Exception) when (body.Torn)
        {
            Leave(http);
        }
    }

    /// <summary>Who sent half and went is answered nothing, and it is no fault of the program: nothing is stored before all of it is there.</summary>
    private static void Leave(HttpContext http)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        if (!http.Response.HasStarted) http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Abort();
    }

    private static async Task RefuseAsync(HttpContext http)
    {
        if (http.Request.ContentLength <= Drained && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Drained;
            var buffer = new byte[81_920];
            while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) > 0)
            {
            }
        }

        await AnswerAsync(http);
    }

    /// <summary>The problem for programs; for people the page that shows a refusal follows.</summary>
    private static async Task AnswerAsync(HttpContext http)
    {
        // What the endpoint had begun to say is taken back.
        (http.Response.StatusCode, http.Response.ContentType, http.Response.ContentLength) = (StatusCodes.Status413PayloadTooLarge, null, null);
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = true;
        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            http.Features.Set(new Refusal(TooLong));
            return;
        }

        await TooLong.ToHttp(Preferences.English(http), StatusCodes.Status413PayloadTooLarge).ExecuteAsync(http);
    }
}
