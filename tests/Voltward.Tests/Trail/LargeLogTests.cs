using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Voltward.Domain.Access;
using Voltward.Domain.Trail;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Trail;

/// <summary>Prints how fast a log of a million entries is sealed and made again; measured, never asserted.</summary>
public sealed class LargeLogTests
{
    private const int Entries = 1_000_000;

    [Fact]
    public async Task A_million_entries_are_sealed_and_made_again_from_the_stored_bytes()
    {
        TestFiles.OnlyWhenLong();
        await using var town = await LogTown.OpenAsync();
        await FillAsync(town);
        var clock = Clock.Start();
        Assert.Equal(Entries, (await town.SealedAsync()).Checkpoint.Size);
        Say("sealed", clock);
        clock = Clock.Start();
        var check = await town.CheckedAsync();
        Assert.Empty(check.Problems);
        Say("checked whole: entries, chain, tiles, roots", clock);
        clock = Clock.Start();
        var edge = new MerkleFrontier();
        foreach (var tile in Tile.All(Entries).Where(t => t.Level == 0))
        {
            foreach (var hash in town.Log.ReadTile(tile)!.Chunk(MerkleHash.Length)) edge.Append(hash);
        }

        Assert.Equal(town.Log.Tree(Entries).Root(Entries), edge.Root());
        Say("root made again from tiles alone", clock);
    }

    /// <summary>Time gone by, and processor time of all cores, which other work on the machine hardly changes.</summary>
    private static void Say(string what, Clock clock) => Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {Entries / clock.Wall.Elapsed.TotalSeconds:0} entries/s, {(Environment.CpuUsage.TotalTime - clock.Processor).TotalMicroseconds / Entries:0.00} µs of processor time each"));

    private sealed record Clock(Stopwatch Wall, TimeSpan Processor)
    {
        public static Clock Start() => new(Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
    }

    private static async Task FillAsync(LogTown town)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, TestContext.Current.CancellationToken);
        await work.ExecuteRowsAsync(
            "insert into trail_entry (seq, at, actor, org_path, action, subject, detail, previous_hash, hash, salt, leaf) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)",
            Rows());
        await work.ExecuteAsync("insert into counter (name, next) values ('trail', @next)", new { next = Entries });
        await work.CommitAsync("test.filled", "log", stop: TestContext.Current.CancellationToken);
    }

    private static IEnumerable<object?[]> Rows()
    {
        var previous = new byte[32];
        for (long seq = 1; seq < Entries; seq++)
        {
            var record = new TrailRecord(seq, "2026-11-25T04:00:00.0000000+00:00", "i1", "/1/", "visit.submitted", "visit/" + seq.ToString(CultureInfo.InvariantCulture), """{"OrderNo":"GD-2026-000001","photos":4}""");
            var salt = SHA256.HashData(BitConverter.GetBytes(seq));
            var leaf = record.Leaf(salt);
            var link = TrailRecord.Link(previous, leaf);
            yield return [seq, record.At, record.Actor, record.Org, record.Action, record.Subject, record.Detail, Convert.ToHexStringLower(previous), Convert.ToHexStringLower(link), Convert.ToHexStringLower(salt), Convert.ToHexStringLower(leaf)];
            previous = link;
        }
    }
}
