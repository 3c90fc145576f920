using Voltward.App.Service;
using Voltward.Domain.Access;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Service;

/// <summary>What the pages of tips need, and their addresses that are no pages.</summary>
internal static class ServiceModule
{
    public static IServiceCollection AddTipPages(this IServiceCollection services) => services.AddSingleton<TipLimit>().AddScoped<TipsList>();

    public static void MapTipPages(this WebApplication app)
    {
        var desk = new AllowedAttribute(Role.Analyst, Role.Auditor, Role.Manager);
        app.MapList<TipsList, TipLine>("/tips", desk);
        app.MapPost("/tips/labels", LabelDoor.PrintAsync).WithMetadata(desk);
        app.MapGet("/tips/{tipNo}/photos/{n:long}", LabelDoor.PhotoAsync).WithMetadata(desk);
        app.MapTips();
    }
}
