using System.Diagnostics;
using System.Globalization;

namespace Voltward.Benchmarks;

/// <summary>Wall time and memory of this process.</summary>
internal static class Timing
{
    /// <summary>Takes the two sides in turn, A B A B …, so that a machine whose speed drifts is fair to both.</summary>
    public static async Task<(Spread Ours, Spread Peer, Spread Ratio)> PairsAsync(int repeats, Func<Task> ours, Func<Task> peer)
    {
        var (a, b) = (new double[repeats], new double[repeats]);
        for (var i = 0; i < repeats; i++)
        {
            a[i] = await SecondsAsync(ours);
            b[i] = await SecondsAsync(peer);
        }

        return (new Spread(a), new Spread(b), new Spread([.. a.Zip(b, (x, y) => x / y)]));
    }

    public static async Task<double> SecondsAsync(Func<Task> work)
    {
        GC.Collect();
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }

    public static Spread Repeat(int repeats, Action work)
    {
        var seconds = new double[repeats];
        for (var i = 0; i < repeats; i++)
        {
            var clock = Stopwatch.StartNew();
            work();
            seconds[i] = clock.Elapsed.TotalSeconds;
        }

        return new Spread(seconds);
    }

    /// <summary>Processor seconds of all threads of this process: what the work costs whoever else uses the machine.</summary>
    public static double Processor(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    /// <summary>Largest resident memory of this process so far, megabytes; 0 where the system does not tell.</summary>
    public static double PeakMegabytes()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status)) return Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        var line = File.ReadLines(Status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    /// <summary>Load of the last minute: above the number of processors the figures mean little.</summary>
    public static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : double.NaN;
}
