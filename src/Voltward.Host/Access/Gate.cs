using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Access;

/// <summary>Roles of which one is needed to open a page or call an address; without it, any signed-in person may.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal class AllowedAttribute(params Role[] roles) : Attribute
{
    public IReadOnlyList<Role> Roles { get; } = roles;
}

/// <summary>Marks what is open to people who are not signed in.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class OpenToAllAttribute : Attribute;

/// <summary>The one door: who is not signed in goes to the sign-in page, who lacks the role is told so.</summary>
internal sealed class Gate(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint is null || endpoint.Metadata.GetMetadata<OpenToAllAttribute>() is not null)
        {
            await next(http);
            return;
        }

        if (http.SignedIn() is not { } signedIn)
        {
            Ask(http);
            return;
        }

        if (signedIn.MustChangePassword && !MayBefore(http.Request.Path))
        {
            http.Response.Redirect("/password");
            return;
        }

        var allowed = endpoint.Metadata.GetMetadata<AllowedAttribute>();
        if (Outsider(signedIn.Actor) is { } home && allowed?.Roles.Any(r => signedIn.Actor.Is(r)) != true && !MayBefore(http.Request.Path))
        {
            // The wall: who stands outside the company sees the own space and nothing else of the office.
            if (http.Request.Path == "/" && HttpMethods.IsGet(http.Request.Method)) http.Response.Redirect(home);
            else http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (allowed is not null && !allowed.Roles.Any(r => signedIn.Actor.Is(r)))
        {
            http.Features.Set(new Refusal(AccessProblems.RoleMissing([.. allowed.Roles])));
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(http);
    }

    /// <summary>Home of somebody who stands outside the company; null for its own people.</summary>
    internal static string? Outsider(Actor actor) => actor.Is(Role.Authority) ? "/authority" : actor.Is(Role.Customer) ? "/my" : null;

    private static bool MayBefore(PathString path) => path == "/password" || path == "/sign-out" || path == "/preferences";

    private static void Ask(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) && !http.Request.Path.StartsWithSegments("/api"))
        {
            var back = http.Request.Path + http.Request.QueryString;
            http.Response.Redirect(back == "/" ? "/sign-in" : $"/sign-in?back={Uri.EscapeDataString(back)}");
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
    }
}
