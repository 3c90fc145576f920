using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Voltward.Domain.Common;

namespace Voltward.Host.Shared;

/// <summary>Answers programs in words where the server alone would send a bare status: bodies that cannot be read, addresses that are not there, steps without their role.</summary>
internal sealed class ApiRefusals(RequestDelegate next)
{
    private static Problem SignInFirst { get; } = new(
        "access.not-signed-in", ProblemKind.Forbidden, new("尚未登录。", "Nobody is signed in."), new("请先登录；会话可能已过期。", "Sign in first; the session may have ended."));

    private static Problem Foreign { get; } = new(
        "access.refused", ProblemKind.Forbidden, new("请求被拒绝。", "The request is refused."), new("只接受来自本系统页面或程序的请求。", "Only this system's own pages and programs may ask."));

    private static Problem NoAddress { get; } = new(
        "shared.no-address", ProblemKind.NotFound, new("没有这个地址。", "There is no such address."), new("请核对地址；不在本人范围内的也不显示。", "Check the address; what is not yours to see is not shown either."));

    private static Problem WrongMethod { get; } = new(
        "shared.wrong-method", ProblemKind.Invalid, new("该地址不接受这种请求方法。", "The address does not take this method."), new("读取用 GET，提交用 POST。", "GET reads, POST sends."));

    private static Problem NotJson { get; } = new(
        "shared.not-json", ProblemKind.Invalid, new("提交的内容不是 JSON。", "What was sent is no JSON."), new("请用 Content-Type: application/json。", "Send Content-Type: application/json."));

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            await next(http);
            return;
        }

        try
        {
            await next(http);
        }
        catch (BadHttpRequestException unreadable) when (unreadable.StatusCode != StatusCodes.Status413PayloadTooLarge && !http.Response.HasStarted)
        {
            http.Response.StatusCode = unreadable.StatusCode;
            await WriteAsync(http, unreadable.StatusCode == StatusCodes.Status415UnsupportedMediaType ? NotJson : Unreadable((unreadable.InnerException as JsonException)?.Path ?? "$"));
            return;
        }

        // Where the other side has gone no words are wanted; that the connection is cut shows a moment later.
        if (http.Features.Get<IStatusCodePagesFeature>() is { Enabled: false }) return;
        if (http.Response is { HasStarted: false, ContentType: null, ContentLength: null } && Of(http) is { } problem) await WriteAsync(http, problem);
    }

    /// <summary>A body that is no JSON of the expected shape.</summary>
    /// <param name="where">The member, <c>$.money</c>, or <c>$</c> for the whole.</param>
    private static Problem Unreadable(string where) => new(
        "shared.body-unreadable",
        ProblemKind.Invalid,
        new($"提交的内容无法读取：{where}。", $"What was sent cannot be read: {where}."),
        new("请核对该成员的名称、类型和取值；日期为 yyyy-MM-dd，名称不得重复。", "Check the member's name, type and value; dates are yyyy-MM-dd, no name twice."),
        where);

    private static Problem? Of(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status400BadRequest => Unreadable("$"),
        StatusCodes.Status401Unauthorized => SignInFirst,
        StatusCodes.Status403Forbidden => http.Features.Get<Refusal>()?.Problem ?? Foreign,
        StatusCodes.Status404NotFound => http.Features.Get<Refusal>()?.Problem ?? NoAddress,
        StatusCodes.Status405MethodNotAllowed => WrongMethod,
        StatusCodes.Status415UnsupportedMediaType => NotJson,
        _ => null,
    };

    private static Task WriteAsync(HttpContext http, Problem problem) => problem.ToHttp(Preferences.English(http), http.Response.StatusCode).ExecuteAsync(http);
}
