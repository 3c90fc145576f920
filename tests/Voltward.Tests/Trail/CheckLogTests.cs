using System.Text;
using Voltward.App.Evidence;
using Xunit;

namespace Voltward.Tests.Trail;

/// <summary>One changed byte anywhere is found, and the finding says where.</summary>
public sealed class CheckLogTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_one_byte_of_any_file_of_the_log_flipped_is_found_in_that_file()
    {
        await using var town = await LogTown.OpenAsync(witnessed: true);
        await town.WriteAsync(260);
        await town.SealedAsync();
        await town.WriteAsync(2);
        await town.SealedAsync();
        var files = Directory.GetFiles(town.Log.Root, "*", SearchOption.AllDirectories);
        Assert.True(files.Length >= 5, string.Join(' ', files));
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(town.Log.Root, file);
            var whole = await File.ReadAllBytesAsync(file, Stop);
            foreach (var at in Places(whole.Length))
            {
                var bytes = whole.ToArray();
                bytes[at] ^= (byte)(1 << (at % 8));
                await File.WriteAllBytesAsync(file, bytes, Stop);
                var check = await town.CheckedAsync();
                Assert.False(check.Ok, $"{name} byte {at}");
                Assert.Contains(check.Problems, p => p.Item == name);
            }

            await File.WriteAllBytesAsync(file, whole, Stop);
        }

        Assert.Empty((await town.CheckedAsync()).Problems);
    }

    [Theory]
    [InlineData("subject", "'thing/8'")]
    [InlineData("detail", "'{}'")]
    [InlineData("actor", "'somebody'")]
    [InlineData("at", "'2020-01-01T00:00:00.0000000Z'")]
    [InlineData("org_path", "'/1/'")]
    [InlineData("action", "'case.closed'")]
    [InlineData("salt", "'00'")]
    [InlineData("leaf", "'zz'")]
    [InlineData("hash", "'zz'")]
    [InlineData("previous_hash", "'zz'")]
    public async Task A_changed_entry_is_named(string column, string value)
    {
        await using var town = await LogTown.OpenAsync();
        await town.WriteAsync(8);
        await town.SealedAsync();
        await town.SqlAsync($"update trail_entry set {column} = {value} where seq = 5");
        Assert.Contains((await town.CheckedAsync()).Problems, p => p.Item == "trail/5");
    }

    [Fact]
    public async Task A_row_made_to_fit_in_itself_still_does_not_fit_into_the_log()
    {
        await using var town = await LogTown.OpenAsync();
        await town.WriteAsync(8);
        await town.SealedAsync();
        await using (var look = await town.Store.Database.LookAsync(Domain.Access.Actor.System, Stop))
        {
            var row = (await App.Trail.TrailRow.LoadAsync(look, 7, 8))[0];
            var leaf = (row.Record with { Subject = "thing/99" }).Leaf(Convert.FromHexString(row.Salt!));
            var link = Domain.Trail.TrailRecord.Link(Convert.FromHexString(row.PreviousHash), leaf);
            await town.SqlAsync($"update trail_entry set subject = 'thing/99', leaf = '{Convert.ToHexStringLower(leaf)}', hash = '{Convert.ToHexStringLower(link)}' where seq = 8");
        }

        var codes = (await town.CheckedAsync()).Problems.Select(p => p.Code).ToHashSet();
        Assert.Contains("trail.tile-changed", codes);
        Assert.Contains("trail.checkpoint-wrong", codes);
    }

    /// <summary>The leaf does not hold the link: nothing but the entry before says that this one follows another.</summary>
    [Fact]
    public async Task An_entry_linked_to_another_past_is_named_although_it_fits_in_itself_and_into_the_log()
    {
        await using var town = await LogTown.OpenAsync();
        await town.WriteAsync(8);
        await town.SealedAsync();
        await using (var look = await town.Store.Database.LookAsync(Domain.Access.Actor.System, Stop))
        {
            var row = (await App.Trail.TrailRow.LoadAsync(look, 7, 8))[0];
            var past = new string('a', 64);
            var link = Domain.Trail.TrailRecord.Link(Convert.FromHexString(past), Convert.FromHexString(row.Leaf!));
            await town.SqlAsync($"update trail_entry set previous_hash = '{past}', hash = '{Convert.ToHexStringLower(link)}' where seq = 8");
        }

        Assert.Contains((await town.CheckedAsync()).Problems, p => p is { Item: "trail/8", Code: "trail.chain-broken" });
    }

    [Fact]
    public async Task A_deleted_entry_and_a_deleted_tile_are_named()
    {
        await using var town = await LogTown.OpenAsync();
        await town.WriteAsync(8);
        await town.SealedAsync();
        await town.SqlAsync("delete from trail_entry where seq = 3");
        Assert.Contains((await town.CheckedAsync()).Problems, p => p is { Item: "trail/3", Code: "trail.entry-missing" });
        File.Delete(Path.Combine(town.Log.Root, "tile/0/000.p/8"));
        Assert.Contains((await town.CheckedAsync()).Problems, p => p is { Item: "tile/0/000.p/8", Code: "trail.tile-missing" });
    }

    [Fact]
    public async Task Any_byte_of_an_original_flipped_is_found_and_named()
    {
        await using var town = await LogTown.OpenAsync();
        var files = new EvidenceFiles(town.Store.Folder);
        var sha256 = await files.SaveAsync(Encoding.UTF8.GetBytes("a photo, as it were"), "image/jpeg");
        var whole = await File.ReadAllBytesAsync(files.PathOf(sha256), Stop);
        for (var i = 0; i < whole.Length; i++)
        {
            var bytes = whole.ToArray();
            bytes[i] ^= 16;
            await File.WriteAllBytesAsync(files.PathOf(sha256), bytes, Stop);
            Assert.Equal(("originals/" + sha256, "evidence.damaged"), Assert.Single((await town.CheckedAsync()).Problems) is var p ? (p.Item, p.Code) : default);
        }
    }

    /// <summary>Every byte of a small file; of a large one the first, the last and some between.</summary>
    private static IEnumerable<int> Places(int length) => length <= 128 ? Enumerable.Range(0, length) : [0, 1, 31, 32, 100, length / 2, length - 33, length - 2, length - 1];
}
