using Microsoft.AspNetCore.Antiforgery;

namespace Voltward.Host.Shared;

/// <summary>Language, colours and density of one browser, kept in its cookies.</summary>
internal static class Preferences
{
    private static readonly Dictionary<string, string[]> Choices = new()
    {
        ["lang"] = ["zh", "en"],
        ["theme"] = ["auto", "light", "dark"],
        ["rows"] = ["normal", "compact"],
    };

    /// <summary>English when the address says so, or else the cookie; Chinese otherwise.</summary>
    public static bool English(HttpContext http) =>
        (http.Request.Query["lang"] is { Count: 1 } asked ? asked[0] : http.Request.Cookies["lang"]) == "en";

    public static async Task<IResult> KeepAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        foreach (var (name, values) in Choices)
        {
            if (form[name] is { Count: 1 } chosen && values.Contains(chosen[0]))
            {
                http.Response.Cookies.Append(name, chosen[0]!, new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax });
            }
        }

        return TypedResults.LocalRedirect(Local(form["back"]));
    }

    /// <summary>An address of our own; the start page for anything else.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] && !(address.Length > 1 && address[1] is '/' or '\\') && !address.Any(char.IsControl) ? address : "/";
}
