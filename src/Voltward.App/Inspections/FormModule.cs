using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Evidence;

namespace Voltward.App.Inspections;

/// <summary>The forms of an inspection and the use cases that print them.</summary>
public static class FormModule
{
    public static IServiceCollection AddForms(this IServiceCollection services) => services
        .AddPrinting()
        .AddSingleton<OrderPrint>()
        .AddSingleton<ResultPrint>()
        .AddSingleton<Hazards.HazardNoticePrint>()
        .AddSingleton<Hazards.PrintHazardNotice>()
        .AddSingleton<PrintOrder>()
        .AddSingleton<PrintResult>();
}
