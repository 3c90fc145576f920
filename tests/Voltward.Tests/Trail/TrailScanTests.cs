using System.Globalization;
using System.Security.Cryptography;
using Voltward.App.Trail;
using Voltward.Domain.Access;
using Voltward.Domain.Trail;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Trail;

/// <summary>The fast reading of a whole log against the plain one, entry by entry.</summary>
public sealed class TrailScanTests
{
    private const int Entries = 700;

    private static readonly string[] Texts =
        ["", "a", "巡检员 张三", "\"quoted\" \\ back/slash", "line\nfeed\r\ttab\b\f", "\u0001\u001f\u007f", "𠮷 😀", """{"OrderNo":"GD-2026-000001","photos":4}""", new string('长', 900)];

    private static readonly string[] Changes =
    [
        "update trail_entry set subject = 'other' where seq = 5", "update trail_entry set detail = null where seq = 9", "update trail_entry set detail = '' where seq = 10",
        "update trail_entry set salt = upper(salt) where seq = 13", "update trail_entry set leaf = 'zz' where seq = 17", "update trail_entry set hash = upper(hash) where seq = 64",
        "update trail_entry set salt = null, detail = null where seq = 65", "update trail_entry set salt = null, leaf = null where seq = 66", "update trail_entry set previous_hash = 'é' where seq = 128",
        "update trail_entry set salt = '" + "é0000000000000000000000000000000000000000000000000000000000000" + "' where seq = 129", "update trail_entry set leaf = null where seq = 130",
        "delete from trail_entry where seq in (200, 201, 256)",
    ];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_leaf_link_and_verdict_is_that_of_the_plain_way(Engine engine)
    {
        await using var town = await LogTown.OpenAsync(engine);
        await FillAsync(town);
        foreach (var change in Changes) await town.SqlAsync(change);
        await using var look = await town.Store.Database.LookAsync(Actor.System, TestContext.Current.CancellationToken);
        var plain = await TrailRow.LoadAsync(look, 0, Entries + 100);
        var (at, broken) = (0, 0);
        await TrailScan.RunAsync(
            look,
            batch =>
            {
                Assert.InRange(batch.Count, 1, 64);
                for (var row = 0; row < batch.Count; row++, at++)
                {
                    var leaf = plain[at].MakeLeaf();
                    var whole = plain[at].IsWhole(leaf);
                    Assert.Equal((plain[at].Seq, whole), (batch.Seq(row), batch.IsWhole(row)));
                    Assert.Equal(whole ? leaf! : TrailRow.FromHex(plain[at].Leaf) ?? new byte[32], batch.LeafOf(row).ToArray());
                    Assert.Equal((plain[at].PreviousHash, plain[at].Hash), (System.Text.Encoding.UTF8.GetString(batch.PreviousOf(row)), System.Text.Encoding.UTF8.GetString(batch.HashOf(row))));
                    if (!whole) broken++;
                }
            },
            TestContext.Current.CancellationToken,
            64);
        Assert.Equal(plain.Count, at);
        Assert.InRange(broken, 6, Changes.Length);
    }

    [Fact]
    public async Task A_failure_while_reading_or_using_ends_the_scan()
    {
        await using var town = await LogTown.OpenAsync();
        await FillAsync(town);
        await using var look = await town.Store.Database.LookAsync(Actor.System, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => TrailScan.RunAsync(look, _ => throw new InvalidOperationException(), TestContext.Current.CancellationToken, 64));
        Assert.Equal(Entries, await TrailRow.CountAsync(look));
    }

    private static async Task FillAsync(LogTown town)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, TestContext.Current.CancellationToken);
        var previous = new byte[32];
        for (long seq = 1; seq < Entries; seq++)
        {
            string Text(int shift) => Texts[(int)((seq + (shift * (seq / 9))) % Texts.Length)].Replace("\0", "", StringComparison.Ordinal);
            var record = new TrailRecord(seq, "2026-11-25T04:00:00.0000000+00:00", Text(1), "/1/" + Text(2), Text(3), Text(4), seq % 7 == 0 ? null : Text(5));
            var salt = SHA256.HashData(BitConverter.GetBytes(seq));
            var leaf = record.Leaf(salt);
            var link = TrailRecord.Link(previous, leaf);
            await work.ExecuteAsync(
                "insert into trail_entry (seq, at, actor, org_path, action, subject, detail, previous_hash, hash, salt, leaf) values (@Seq, @At, @Actor, @Org, @Action, @Subject, @Detail, @previous, @link, @salt, @leaf)",
                new
                {
                    record.Seq,
                    record.At,
                    record.Actor,
                    record.Org,
                    record.Action,
                    record.Subject,
                    record.Detail,
                    previous = Convert.ToHexStringLower(previous),
                    link = Convert.ToHexStringLower(link),
                    salt = Convert.ToHexStringLower(salt),
                    leaf = Convert.ToHexStringLower(leaf),
                });
            previous = link;
        }

        await work.ExecuteAsync("insert into counter (name, next) values ('trail', @next)", new { next = Entries });
        await work.CommitAsync("test.filled", "log/" + Entries.ToString(CultureInfo.InvariantCulture), stop: TestContext.Current.CancellationToken);
    }
}
