using Voltward.App.LineLoss;
using Voltward.Host.Access;
using Voltward.Host.LineLoss;

namespace Voltward.Host.Shared;

/// <summary>What the office pages need: their words, their lists, and the addresses that are no pages.</summary>
internal static class OfficeModule
{
    public static IServiceCollection AddOffice(this IServiceCollection services) => services
        .AddSingleton<Assets>()
        .AddSingleton<Frame>()
        .AddScoped(s => new Texts(Preferences.English(s.GetRequiredService<IHttpContextAccessor>().HttpContext!)))
        .AddSingleton<AreaLossList>()
        .AddScoped<LossesList>();

    public static void MapOffice(this WebApplication app)
    {
        app.MapPost("/preferences", Preferences.KeepAsync).WithMetadata(new OpenToAllAttribute());
        app.MapPost("/sign-out", SignOutDoor.LeaveAsync);
        app.MapList<LossesList, AreaLossList.Row>("/losses");
    }
}
