using Voltward.App.Trail;
using Voltward.Domain.Trail;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Trail;

public sealed class SealLogTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Sealing_in_many_steps_gives_the_log_of_sealing_at_once_and_everything_can_be_made_again(Engine engine)
    {
        await using var town = await LogTown.OpenAsync(engine);
        foreach (var count in (int[])[1, 4, 250, 3, 0, 260])
        {
            await town.WriteAsync(count);
            await town.SealedAsync();
        }

        var last = await town.SealedAsync();
        Assert.Equal((518, 0), (last.Checkpoint.Size, last.Added));
        var check = await town.CheckedAsync();
        Assert.Empty(check.Problems);
        Assert.Equal((518, 518, 6), (check.Entries, check.SealedEntries, check.Checkpoints));

        // The same entries sealed by another log at one stroke have the same root.
        Directory.Delete(town.Log.Root, recursive: true);
        Directory.CreateDirectory(town.Log.Root);
        Assert.Equal(last.Checkpoint.Root, (await town.SealedAsync()).Checkpoint.Root);
    }

    [Fact]
    public async Task Every_stored_proof_holds_against_the_checkpoint_and_older_checkpoints_are_its_beginning()
    {
        await using var town = await LogTown.OpenAsync();
        await town.WriteAsync(300);
        var first = await town.SealedAsync();
        await town.WriteAsync(220);
        var second = await town.SealedAsync();
        var tree = town.Log.Tree(second.Checkpoint.Size);
        Assert.True(MerkleProof.Extends(300, 520, first.Checkpoint.Root, second.Checkpoint.Root, tree.Consistency(300, 520)));
        await using var look = await town.Store.Database.LookAsync(Domain.Access.Actor.System, Stop);
        foreach (var row in await TrailRow.LoadAsync(look, 0, 520))
        {
            Assert.True(MerkleProof.Includes(row.Seq - 1, 520, row.MakeLeaf(), tree.Inclusion(row.Seq - 1, 520), second.Checkpoint.Root));
        }
    }

    [Fact]
    public async Task The_signing_key_can_be_read_by_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes are of Unix");
            return;
        }

        await using var town = await LogTown.OpenAsync();
        await town.SealedAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(town.Store.Folder.Root, "keys", "log.pem")));
    }

    [Fact]
    public async Task An_entry_changed_before_it_is_sealed_is_not_sealed()
    {
        await using var town = await LogTown.OpenAsync();
        await town.WriteAsync(5);
        await town.SqlAsync("update trail_entry set subject = 'thing/9' where seq = 3");
        Assert.Equal("trail.changed", await town.RefusedAsync());
        Assert.Null(town.Log.Checkpoint());
    }

    [Fact]
    public async Task A_damaged_tile_stops_signing()
    {
        await using var town = await LogTown.OpenAsync();
        await town.WriteAsync(300);
        await town.SealedAsync();
        await town.WriteAsync(3);
        var file = Path.Combine(town.Log.Root, "tile/1/000.p/1");
        var bytes = await File.ReadAllBytesAsync(file, Stop);
        bytes[7] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Stop);
        Assert.Equal("trail.changed", await town.RefusedAsync());
    }

    [Fact]
    public async Task A_checkpoint_that_another_key_signed_stops_signing()
    {
        await using var town = await LogTown.OpenAsync();
        await town.WriteAsync(3);
        await town.SealedAsync();
        File.Delete(Path.Combine(town.Store.Folder.Root, "keys", "log.pem"));
        Assert.Equal("trail.signature-wrong", await town.RefusedAsync());
    }

    [Fact]
    public async Task Whoever_erases_an_entry_by_law_leaves_a_leaf_that_still_verifies()
    {
        await using var town = await LogTown.OpenAsync();
        await town.WriteAsync(10);
        await town.SealedAsync();
        await town.SqlAsync("update trail_entry set detail = null, subject = 'erased', salt = null where seq = 4");
        Assert.Empty((await town.CheckedAsync()).Problems);
        await town.WriteAsync(1);
        await town.SealedAsync();
    }
}
