using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Voltward.Domain.Common;

namespace Voltward.Host.Shared;

/// <summary>What is answered when a page cannot be: missing, forbidden, or broken.</summary>
internal static class LastResort
{
    /// <summary>A bug or a broken disk: says so with the number under which it stands in the log, and nothing else.</summary>
    public static async Task WriteAsync(HttpContext http)
    {
        var trace = Activity.Current?.Id ?? http.TraceIdentifier;
        var isFull = DiskFull.Caused(http.Features.Get<IExceptionHandlerFeature>()?.Error);
        if (http.Request.Path.StartsWithSegments("/api"))
        {
            var english = Preferences.English(http);
            var problem = isFull ? DiskFull.Problem with { Where = trace } : new Problem("shared.broken", ProblemKind.Conflict, new("出错了，没有任何更改被保存。", "Something broke; nothing was saved."), new("请重试；若再次出现，请把编号告诉管理员。", "Try again; if it happens again, tell the administrator this number."), trace);
            await problem.ToHttp(english, isFull ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status500InternalServerError).ExecuteAsync(http);
            return;
        }

        if (isFull) http.Response.StatusCode = StatusCodes.Status507InsufficientStorage;
        http.Response.ContentType = "text/html; charset=utf-8";
        var (zh, en) = isFull
            ? (DiskFull.Problem.Text.Zh + DiskFull.Problem.Remedy.Zh, DiskFull.Problem.Text.En + " " + DiskFull.Problem.Remedy.En)
            : ("没有任何更改被保存。请重试；若再次出现，请把编号告诉管理员。", "Nothing was saved. Try again; if it happens again, tell the administrator this number.");
        await http.Response.WriteAsync($"""
            <!DOCTYPE html><html lang="zh-Hans"><meta charset="utf-8"><title>电鉴</title>
            <h1>出错了 · Something broke</h1>
            <p>{zh}</p>
            <p>{en}</p>
            <p><code>{trace}</code></p><p><a href="/">返回今日 · Back to today</a></p></html>
            """);
    }

    /// <summary>Shows the page for missing and forbidden addresses, whatever the method of the request was.</summary>
    public static async Task ShowMissingAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        var request = http.Request;
        if (request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/lib")) return;
        // Tells the renderer that the status stands and only the page is wanted.
        http.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature
        {
            OriginalPath = request.Path,
            OriginalPathBase = request.PathBase,
            OriginalQueryString = request.QueryString.Value,
        });
        (request.Method, request.Path, request.QueryString) = (HttpMethods.Get, "/missing", QueryString.Empty);
        request.RouteValues.Clear();
        http.SetEndpoint(null);
        // The renderer of the page that found nothing keeps its state in the request's services.
        await using var scope = http.RequestServices.CreateAsyncScope();
        var services = http.RequestServices;
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await context.Next(http);
        }
        finally
        {
            http.RequestServices = services;
        }
    }
}
