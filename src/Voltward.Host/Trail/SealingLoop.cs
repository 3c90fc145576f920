using Voltward.App.Trail;

namespace Voltward.Host.Trail;

/// <summary>Seals the trail once a minute while the program serves, and has a checkpoint stamped once a day when an authority is set.</summary>
internal sealed class SealingLoop(SealLog seal, StampCheckpoint stamp, LogFolder log, TimeProvider clock, ILogger<SealingLoop> says) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(60);
    private string? _said;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        DateOnly? stamped = null;
        while (await TickAsync(timer, stoppingToken))
        {
            try
            {
                var outcome = await seal.RunAsync(stoppingToken);
                Say(outcome.Problem?.Code);
                var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
                if (outcome.Problem is not null || stamped == today || log.Settings().TimeStampAuthority is null) continue;
                if ((await stamp.RunAsync(stoppingToken)).Problem is { } refused) Say(refused.Code);
                else stamped = today;
            }
            catch (Exception broken) when (broken is IOException or InvalidDataException or System.Data.Common.DbException)
            {
                // A disk or database that fails now may answer the next time; the program goes on serving, and says so.
                says.LogError(broken, "sealing failed");
            }
        }
    }

    /// <summary>The end of the program is no failure.</summary>
    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Say(string? code)
    {
        if (code is not null && code != _said) says.LogError("sealing stopped: {Code}; see voltward log seal", code);
        _said = code;
    }
}
