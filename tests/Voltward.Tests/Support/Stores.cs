using Voltward.App.Storage;
using Xunit;

namespace Voltward.Tests.Support;

/// <summary>The two databases every store test runs on.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>An empty, migrated database of either engine, and a data folder, both gone afterwards.</summary>
internal sealed class Store : IAsyncDisposable
{
    private Store(Database database, DataFolder folder) => (Database, Folder) = (database, folder);

    public Database Database { get; }

    public DataFolder Folder { get; }

    public static async Task<Store> OpenAsync(Engine engine, TimeProvider? clock = null)
    {
        var folder = new DataFolder(Directory.CreateTempSubdirectory("voltward-store-").FullName);
        Database database;
        if (engine == Engine.Sqlite)
        {
            database = Database.Sqlite(folder.DatabaseFile, clock ?? TimeProvider.System);
        }
        else
        {
            var connection = Postgres.NewDatabase();
            if (connection is null) Assert.Skip("PostgreSQL is not installed (apt-get install postgresql).");
            database = Database.Postgres(connection, clock ?? TimeProvider.System);
        }

        await database.MigrateAsync(TestContext.Current.CancellationToken);
        return new Store(database, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Folder.Root, recursive: true);
    }
}
