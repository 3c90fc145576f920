using Microsoft.AspNetCore.Http.Features;
using Voltward.Domain.Common;

namespace Voltward.Host.Shared;

/// <summary>Refuses what is sent when it is longer than the program takes, in its own words; the server alone would only cut the connection.</summary>
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

        try
        {
            await next(http);
            if (http.Response is { StatusCode: StatusCodes.Status413PayloadTooLarge, HasStarted: false } && http.Features.Get<Refusal>() is null) await AnswerAsync(http);
        }
        catch (BadHttpRequestException cut) when (cut.StatusCode == StatusCodes.Status413PayloadTooLarge && !http.Response.HasStarted)
        {
            // Sent in pieces without a length: the server stopped reading at the limit.
            await AnswerAsync(http);
        }
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
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            http.Features.Set(new Refusal(TooLong));
            return;
        }

        var english = Preferences.English(http);
        await TypedResults.Problem(
            TooLong.Text.In(english),
            statusCode: StatusCodes.Status413PayloadTooLarge,
            extensions: new Dictionary<string, object?> { ["code"] = TooLong.Code, ["remedy"] = TooLong.Remedy.In(english), ["where"] = null }).ExecuteAsync(http);
    }
}
