using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Host.Access;

namespace Voltward.Host.Shared;

/// <summary>What all API addresses share: a group whose writes only our own pages and devices may call, and one way from use case to answer.</summary>
internal static class ApiDoor
{
    /// <summary>A group of addresses under <c>/api</c>.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes, string path, string tag) => routes.MapGroup("/api" + path).WithTags(tag).AddEndpointFilter(OwnOriginAsync);

    /// <summary>Runs a use case in the name of the signed-in person.</summary>
    public static async Task<IResult> AnswerAsync<T>(this HttpContext http, Func<Actor, CancellationToken, Task<Outcome<T>>> useCase, Func<T, object>? view = null)
        where T : notnull => (await useCase(await http.ActorAsync(), http.RequestAborted)).ToHttp(view ?? (v => v), Preferences.English(http));

    /// <summary>Shows what a query found, or 404.</summary>
    public static async Task<IResult> ShowAsync<T>(this HttpContext http, Func<Actor, CancellationToken, Task<T?>> query, Problem missing)
        where T : class => await query(await http.ActorAsync(), http.RequestAborted) is { } found ? TypedResults.Json(found, Answers.Json) : missing.ToHttp(Preferences.English(http));

    /// <summary>A page elsewhere cannot write in the name of who is signed in here: its browser names its origin.</summary>
    private static async ValueTask<object?> OwnOriginAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var origin = request.Headers.Origin.ToString();
        var foreign = origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        return foreign && !HttpMethods.IsGet(request.Method) ? AccessProblems.ForeignOrigin.ToHttp(Preferences.English(context.HttpContext)) : await next(context);
    }
}
