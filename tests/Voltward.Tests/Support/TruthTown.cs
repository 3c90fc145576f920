using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Detection;
using Voltward.App.Readings;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Host.Shared;
using Voltward.Simulation.Readings;

namespace Voltward.Tests.Support;

/// <summary>A synthetic utility taken through import and analysis like any company's files, with its truth beside it.</summary>
public static class TruthTown
{
    /// <summary>Makes the utility, asks, and leaves nothing behind.</summary>
    /// <param name="options">What to make.</param>
    /// <param name="ask">Services of the installation and the path of the truth, to an answer.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<T> AskAsync<T>(SimulationOptions options, Func<IServiceProvider, string, Task<Outcome<T>>> ask, CancellationToken stop)
        where T : notnull
    {
        var folder = Directory.CreateTempSubdirectory("voltward-town-").FullName;
        try
        {
            var company = Path.Combine(folder, "company");
            SyntheticUtility.Write(options, company, null, stop);
            await using var services = await Services.OpenAsync(Path.Combine(folder, "data"), stop);
            var request = new ImportFiles.Request("company", [Path.Combine(company, "files")], false, RejectMode.Strict, new DateOnly(2026, 11, 10));
            var import = await services.GetRequiredService<ImportFiles>().ReportAsync(request, Actor.System, null, stop);
            if (import.Refusal is { } refused) throw new InvalidOperationException(refused.ToString());
            if ((await services.GetRequiredService<AnalyseUtility>().RunAsync(new(), Actor.System, stop)).Problem is { } failed) throw new InvalidOperationException(failed.Code);
            var answer = await ask(services, Path.Combine(company, "truth.json"));
            return answer.Succeeded(out var value, out var problem) ? value : throw new InvalidOperationException(problem.Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
