using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Evidence;

namespace Voltward.App.Trail;

/// <summary>The log of the trail: sealing, witnessing, time stamps, checks.</summary>
public static class TrailModule
{
    public static IServiceCollection AddTrailLog(this IServiceCollection services) => services
        .AddSingleton<LogFolder>()
        .AddSingleton(_ => new WitnessCalls(Client()))
        .AddSingleton<SealLog>()
        .AddSingleton<AcknowledgeRollback>()
        .AddSingleton(s => new StampCheckpoint(s.GetRequiredService<LogFolder>(), Client()))
        .AddSingleton<EvidenceCheck>()
        .AddSingleton<SealExhibit>()
        .AddSingleton<ExhibitList>()
        .AddSingleton<MoveExhibit>()
        .AddSingleton<GatherBundle>()
        .AddSingleton<EvidenceListPrint>()
        .AddSingleton<WriteBundle>()
        .AddSingleton<CheckLog>();

    // A redirect would let whoever answers pass the question on; nothing here follows one.
    private static HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(15) };
}
