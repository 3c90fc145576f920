using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Host.Access;

namespace Voltward.Host.Shared;

/// <summary>What all API addresses share: a group, and one way from use case to answer.</summary>
internal static class ApiDoor
{
    /// <summary>A group of addresses under <c>/api</c>.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes, string path, string tag) => routes.MapGroup("/api" + path).WithTags(tag);

    /// <summary>Runs a use case in the name of the signed-in person.</summary>
    public static async Task<IResult> AnswerAsync<T>(this HttpContext http, Func<Actor, CancellationToken, Task<Outcome<T>>> useCase, Func<T, object>? view = null)
        where T : notnull => (await useCase(await http.ActorAsync(), http.RequestAborted)).ToHttp(view ?? (v => v), Preferences.English(http));

    /// <summary>Shows what a query found, or 404.</summary>
    public static async Task<IResult> ShowAsync<T>(this HttpContext http, Func<Actor, CancellationToken, Task<T?>> query, Problem missing)
        where T : class => await query(await http.ActorAsync(), http.RequestAborted) is { } found ? TypedResults.Json(found, Answers.Json) : missing.ToHttp(Preferences.English(http));
}
