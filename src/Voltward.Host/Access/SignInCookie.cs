using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Voltward.App.Access;
using Voltward.Domain.Access;

namespace Voltward.Host.Access;

/// <summary>
/// The cookie of a sign-in. It names the sign-in and says how long it may idle; who the person is and what the person may do
/// is read from the database at every request, so that a role taken away is gone at the next click.
/// </summary>
internal static class SignInCookie
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string SignInId = "sign-in";
    private const string Item = "voltward.signed-in";

    public static IServiceCollection AddOfficeSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(Scheme).AddCookie(Scheme, options =>
        {
            options.Cookie.Name = "voltward";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = SignInRules.Idle;
            options.SlidingExpiration = true;
            options.Events.OnValidatePrincipal = ValidateAsync;
        });
        return services;
    }

    /// <summary>Who is signed in; null when nobody is.</summary>
    public static SignedIn? SignedIn(this HttpContext http) => http.Items[Item] as SignedIn;

    /// <summary>In whose name this request acts.</summary>
    /// <exception cref="InvalidOperationException">The address is open to people who are not signed in.</exception>
    public static ValueTask<Actor> ActorAsync(this HttpContext http) => ValueTask.FromResult(http.Actor());

    /// <inheritdoc cref="ActorAsync"/>
    public static Actor Actor(this HttpContext http) =>
        http.SignedIn()?.Actor ?? throw new InvalidOperationException($"{http.Request.Path} needs a signed-in person.");

    /// <summary>Hands out the cookie. On demonstration data nobody is sent away for idling.</summary>
    public static Task KeepAsync(this HttpContext http, SignedIn signedIn, bool demo)
    {
        var identity = new ClaimsIdentity(
            [new Claim(SignInId, signedIn.SignInId), new Claim(ClaimTypes.NameIdentifier, signedIn.Actor.PersonId)], Scheme);
        var properties = new AuthenticationProperties { IsPersistent = false };
        if (demo) properties.ExpiresUtc = TimeProvider.System.GetUtcNow() + SignInRules.Longest;
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity), properties);
    }

    public static Task DropAsync(this HttpContext http) => http.SignOutAsync(Scheme);

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var id = context.Principal?.FindFirstValue(SignInId);
        var signedIn = id is null ? null : await http.RequestServices.GetRequiredService<FindSignedIn>().RunAsync(id, http.RequestAborted);
        if (signedIn is null) context.RejectPrincipal();
        else http.Items[Item] = signedIn;
    }
}
