using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.Host.Detection;

/// <summary>The analysis started from a page: one at a time, apart from the request that began it. What it found is in the database.</summary>
internal sealed class AnalysisJob(AnalyseUtility analyse, IHostApplicationLifetime life)
{
    private readonly Lock _gate = new();

    /// <summary>Whether one started here is under way.</summary>
    public bool Running { get; private set; }

    /// <summary>Why the last one was refused; null when it was not.</summary>
    public Problem? Refusal { get; private set; }

    /// <summary>Begins an analysis of all that is loaded; nothing when one is under way.</summary>
    public Outcome<Done> Start(Actor actor)
    {
        if (!actor.Is(Role.Analyst)) return AccessProblems.RoleMissing(Role.Analyst);
        lock (_gate)
        {
            if (Running) return new Done();
            (Running, Refusal) = (true, null);
        }

        _ = Task.Run(() => RunAsync(actor));
        return new Done();
    }

    private async Task RunAsync(Actor actor)
    {
        try
        {
            Refusal = (await analyse.RunAsync(new(), actor, life.ApplicationStopping)).Problem;
        }
        catch (Exception)
        {
            Refusal = DetectionProblems.AnalysisBroke;
            throw;
        }
        finally
        {
            Running = false;
        }
    }
}
