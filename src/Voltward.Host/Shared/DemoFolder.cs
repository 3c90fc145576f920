using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Simulation.Readings;

namespace Voltward.Host.Shared;

/// <summary>
/// The folder of a demonstration: used again when it is finished, begun anew when the last one was interrupted, and never one that
/// holds anything else. Holds a lock while the demonstration runs.
/// </summary>
internal sealed class DemoFolder : IDisposable
{
    private const string MarkerName = "demo.json";
    private const string LockName = "demo.lock";
    private readonly string _root;
    private readonly Marker _marker;
    private readonly FileStream _lock;

    private DemoFolder(string root, Marker marker, FileStream @lock) => (_root, _marker, _lock) = (root, marker, @lock);

    /// <summary>What the finished demonstration in this folder came to; null when it has still to run.</summary>
    public DemoReport? Report => _marker.Report;

    /// <summary>Takes the folder for a demonstration with these options.</summary>
    /// <returns><c>demo.folder-in-use</c>, <c>demo.running</c> or <c>demo.other-town</c> when it cannot be had.</returns>
    public static Outcome<DemoFolder> Take(string folder, SimulationOptions options)
    {
        var root = Path.GetFullPath(folder);
        var marker = Path.Combine(root, MarkerName);
        var wanted = new Marker(options.Seed, options.Customers, options.Days, null);
        if (!File.Exists(marker) && Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any()) return InUse(folder);
        Directory.CreateDirectory(root);
        if (Lock(root) is not { } held) return Running(folder);

        if (!Read(marker).Succeeded(out var kept, out _))
        {
            held.Dispose();
            return InUse(folder);
        }

        var found = kept.Marker;
        if (found?.Report is not null)
        {
            if (found with { Report = null } == wanted) return new DemoFolder(root, found, held);
            held.Dispose();
            return OtherTown(folder, found);
        }

        if (found is not null) Empty(root);
        Write(root, wanted);
        return new DemoFolder(root, wanted, held);
    }

    /// <summary>Notes that the demonstration is whole.</summary>
    public void Finish(DemoReport report) => Write(_root, _marker with { Report = report });

    public void Dispose() => _lock.Dispose();

    private static void Write(string root, Marker marker) =>
        DurableFile.Write(root, MarkerName, JsonSerializer.SerializeToUtf8Bytes(marker, Answers.Json));

    /// <summary>The marker, none when there is none; a file of that name that is no marker belongs to somebody else.</summary>
    private static Outcome<Kept> Read(string file)
    {
        try
        {
            return new Kept(File.Exists(file) ? JsonSerializer.Deserialize<Marker>(File.ReadAllText(file), Answers.Json) : null);
        }
        catch (JsonException)
        {
            return InUse(file);
        }
    }

    private static FileStream? Lock(string root)
    {
        try
        {
            return new FileStream(Path.Combine(root, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Another process holds it; the caller says so.
            return null;
        }
    }

    private static void Empty(string root)
    {
        foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos().Where(e => e.Name is not (MarkerName or LockName)).ToList())
        {
            if (entry is DirectoryInfo directory) directory.Delete(recursive: true);
            else entry.Delete();
        }
    }

    private static Problem InUse(string folder) => new(
        "demo.folder-in-use",
        ProblemKind.Conflict,
        new("该目录不是演示目录，里面已有文件。", "The folder is not one of a demonstration and has files in it."),
        new("请用 --data 指定空目录。", "Name an empty folder with --data."),
        folder);

    private static Problem Running(string folder) => new(
        "demo.running",
        ProblemKind.Conflict,
        new("该目录上已有一个演示在运行。", "A demonstration is already running on this folder."),
        new("请先停止它，或用 --data 指定另一目录。", "Stop it first, or name another folder with --data."),
        folder);

    private static Problem OtherTown(string folder, Marker found) => new(
        "demo.other-town",
        ProblemKind.Conflict,
        new($"该目录里是另一个演示城镇（{found.Customers} 户、{found.Days} 天、种子 {found.Seed}）。", $"The folder holds another town ({found.Customers} customers, {found.Days} days, seed {found.Seed})."),
        new("请用 --data 指定另一目录，或删除该目录。", "Name another folder with --data, or delete this one."),
        folder);

    private sealed record Kept(Marker? Marker);

    /// <summary>What is kept of a demonstration; without a report it was interrupted.</summary>
    private sealed record Marker(ulong Seed, int Customers, int Days, DemoReport? Report);
}
