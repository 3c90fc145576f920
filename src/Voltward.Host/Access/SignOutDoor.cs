using Microsoft.AspNetCore.Antiforgery;
using Voltward.App.Access;

namespace Voltward.Host.Access;

/// <summary>Leaving (退出登录).</summary>
internal static class SignOutDoor
{
    public static async Task<IResult> LeaveAsync(HttpContext http, IAntiforgery antiforgery, SignOut signOut)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var signedIn = http.SignedIn()!;
        await signOut.RunAsync(new(signedIn.SignInId, form.ContainsKey("everywhere")), signedIn.Actor, http.RequestAborted);
        await http.DropAsync();
        return TypedResults.LocalRedirect("/sign-in");
    }
}
