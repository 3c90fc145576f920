using Microsoft.Data.Sqlite;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Trail;

/// <summary>History taken back, by accident or on purpose.</summary>
public sealed class RollbackTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_last_ten_rows_deleted_and_everything_signed_again_is_refused_by_the_witness(Engine engine)
    {
        await using var town = await LogTown.OpenAsync(engine, witnessed: true);
        await town.WriteAsync(40);
        Assert.Equal(2, (await town.SealedAsync()).Note.Signatures.Count);

        // With the database, the folder and the signing key in hand: rows gone, log begun anew under the same name and key.
        await town.SqlAsync("delete from trail_entry where seq > 30");
        await town.SqlAsync("update counter set next = 31 where name = 'trail'");
        Forget(town);
        Assert.Equal("trail.rolled-back", await town.RefusedAsync());

        // Other rows in their place, as many as before: the size is right, the history is not.
        await town.WriteAsync(15);
        Assert.Equal("trail.inconsistent", await town.RefusedAsync());
        Assert.Null(town.Log.Checkpoint());
    }

    [Fact]
    public async Task Yesterdays_database_stops_signing_until_a_named_person_answers_for_it()
    {
        await using var town = await LogTown.OpenAsync(witnessed: true);
        await town.WriteAsync(20);
        var yesterday = Path.Combine(town.Store.Folder.Root, "backup.db");
        await town.SqlAsync("select 1");
        using (var from = new SqliteConnection($"Data Source={town.Store.Folder.DatabaseFile}"))
        using (var to = new SqliteConnection($"Data Source={yesterday};Pooling=False"))
        {
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }

        await town.SealedAsync();
        await town.WriteAsync(10);
        var signed = await town.SealedAsync();
        await RestoreAsync(town, yesterday);
        Assert.Equal("trail.rolled-back", await town.RefusedAsync());
        await town.WriteAsync(25);
        Assert.Equal("trail.forked", await town.RefusedAsync());
        Assert.Contains((await town.CheckedAsync()).Problems, p => p.Code is "trail.tile-changed" or "trail.checkpoint-wrong");

        Assert.Equal("access.role-missing", (await town.Acknowledge.RunAsync("备份恢复", Domain.Access.Actor.System, TestContext.Current.CancellationToken)).Problem?.Code);
        Assert.Equal("trail.reason-missing", (await town.Acknowledge.RunAsync(" ", LogTown.Manager, TestContext.Current.CancellationToken)).Problem?.Code);
        Assert.True((await town.Acknowledge.RunAsync("磁盘损坏，恢复昨日备份", LogTown.Manager, TestContext.Current.CancellationToken)).Succeeded(out var anew, out var problem), problem?.Code);
        Assert.Equal(signed.Checkpoint.Origin + "/2", anew.Checkpoint.Origin);
        Assert.Equal("trail.unknown-log", Assert.Single(anew.Silent).Code);
        town.TrustLog();
        Assert.Equal(2, (await town.SealedAsync()).Note.Signatures.Count);
        Assert.Empty((await town.CheckedAsync()).Problems);
        Assert.Equal("trail.nothing-to-acknowledge", (await town.Acknowledge.RunAsync("再来", LogTown.Manager, TestContext.Current.CancellationToken)).Problem?.Code);
        Assert.Single(Directory.GetDirectories(town.Store.Folder.Root, "log-ended-30-*"));
    }

    [Fact]
    public async Task The_whole_folder_taken_back_is_noticed_by_the_witness_alone()
    {
        await using var town = await LogTown.OpenAsync(witnessed: true);
        await town.WriteAsync(30);
        await town.SealedAsync();
        await town.SqlAsync("delete from trail_entry where seq > 12");
        await town.SqlAsync("update counter set next = 13 where name = 'trail'");
        Forget(town);
        Assert.Equal("trail.rolled-back", await town.RefusedAsync());
    }

    private static void Forget(LogTown town)
    {
        Directory.Delete(town.Log.Root, recursive: true);
        Directory.CreateDirectory(town.Log.Root);
    }

    /// <summary>Copies yesterday's rows over today's: the file itself is held open by the program.</summary>
    private static async Task RestoreAsync(LogTown town, string backup)
    {
        using (var from = new SqliteConnection($"Data Source={backup};Pooling=False"))
        {
            from.Open();
            using var count = from.CreateCommand();
            count.CommandText = "select max(seq) from trail_entry";
            Assert.Equal(20L, count.ExecuteScalar());
        }

        await town.SqlAsync("delete from trail_entry where seq > 20");
        await town.SqlAsync("update counter set next = 21 where name = 'trail'");
    }
}
