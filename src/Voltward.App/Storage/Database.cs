using System.Data.Common;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Voltward.Domain.Access;

namespace Voltward.App.Storage;

/// <summary>
/// The record of truth: SQLite in the data folder, or PostgreSQL when a connection string is given. One SQL text serves both.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly TimeProvider _clock;
    private readonly NpgsqlDataSource? _postgres;
    private readonly string _sqlite;
    private readonly Lazy<WriterQueue> _writers;

    static Database() => ColumnTypes.Register();

    private Database(string sqlite, NpgsqlDataSource? postgres, TimeProvider clock)
    {
        (_sqlite, _postgres, _clock) = (sqlite, postgres, clock);
        _writers = new(() => new WriterQueue(() => OpenSqlite(readOnly: false)));
    }

    public bool IsPostgres => _postgres is not null;

    /// <summary>A SQLite database in a file.</summary>
    public static Database Sqlite(string file, TimeProvider clock) => new(
        new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString(), null, clock);

    /// <summary>A PostgreSQL database.</summary>
    public static Database Postgres(string connectionString, TimeProvider clock) =>
        new("", NpgsqlDataSource.Create(connectionString), clock);

    /// <summary>Starts a unit of work.</summary>
    /// <param name="actor">In whose name.</param>
    /// <param name="stop">Gives up waiting for a turn.</param>
    /// <param name="requestKey">Key of the request when its door has one: the same key twice has the effect of once.</param>
    /// <param name="grain">How exactly the instant is written; null: as the clock has it. A whole day for what must not show when it happened.</param>
    public async Task<Work> BeginAsync(Actor actor, CancellationToken stop, string? requestKey = null, TimeSpan? grain = null)
    {
        Work work;
        if (_postgres is null)
        {
            var (connection, end) = await _writers.Value.TakeTurnAsync(stop);
            work = new Work(connection, null, actor, Instant(grain), end) { RequestKey = requestKey };
        }
        else
        {
            var connection = await _postgres.OpenConnectionAsync(stop);
            var transaction = await connection.BeginTransactionAsync(stop);
            work = new Work(connection, transaction, actor, Instant(grain), commit => EndAsync(connection, transaction, commit))
            {
                RequestKey = requestKey,
            };
        }

        if (requestKey is not null) await ClaimAsync(work, requestKey);
        return work;
    }

    /// <summary>Reads one consistent state.</summary>
    public async Task<Look> LookAsync(Actor actor, CancellationToken stop)
    {
        DbConnection connection = _postgres is null ? OpenSqlite(readOnly: true) : await _postgres.OpenConnectionAsync(stop);
        var transaction = _postgres is null
            ? ((SqliteConnection)connection).BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        return new Look(connection, transaction, actor, _clock.GetUtcNow());
    }

    /// <summary>Applies every migration that this database has not seen, in order of name.</summary>
    public async Task MigrateAsync(CancellationToken stop)
    {
        await using DbConnection connection = _postgres is null ? OpenSqlite(readOnly: false) : await _postgres.OpenConnectionAsync(stop);
        await connection.ExecuteAsync("create table if not exists migration (name text primary key)");
        var done = (await connection.QueryAsync<string>("select name from migration")).ToHashSet();

        // A constraint that only a trigger can state needs its own words on each engine.
        var foreign = IsPostgres ? ".sqlite.sql" : ".postgres.sql";
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (done.Contains(name) || name.EndsWith(foreign, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var sql = await reader.ReadToEndAsync(stop);
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await connection.ExecuteAsync(sql, transaction: transaction);
            await connection.ExecuteAsync("insert into migration values (@name)", new { name }, transaction);
            await transaction.CommitAsync(stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_writers.IsValueCreated) await _writers.Value.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
    }

    /// <summary>The key row is written first: on PostgreSQL a second request with the same key waits here for the first to end.</summary>
    private static async Task ClaimAsync(Work work, string key)
    {
        var isNew = 1 == await work.ExecuteAsync(
            "insert into idempotency (request_key, actor, at) values (@key, @actor, @at) on conflict (request_key) do nothing",
            new { key, actor = work.Actor.PersonId, at = work.Now });
        if (!isNew)
        {
            work.EarlierAnswer = await work.ScalarAsync<string>(
                "select answer from idempotency where request_key = @key", new { key });
        }
    }

    /// <summary>Now, or the begin of the grain it lies in by the company's time.</summary>
    private DateTimeOffset Instant(TimeSpan? grain)
    {
        var now = _clock.GetUtcNow();
        if (grain is not { } whole) return now;
        var local = now.ToOffset(CompanyTime.Offset);
        return local.AddTicks(-(local.TimeOfDay.Ticks % whole.Ticks)).ToUniversalTime();
    }

    private static async Task EndAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, bool commit)
    {
        await using (connection)
        await using (transaction)
        {
            if (commit) await transaction.CommitAsync();
            else await transaction.RollbackAsync();
        }
    }

    private SqliteConnection OpenSqlite(bool readOnly)
    {
        var connection = new SqliteConnection(_sqlite);
        connection.Open();
        connection.Execute(readOnly
            ? "pragma query_only = 1; pragma case_sensitive_like = 1"
            : "pragma query_only = 0; pragma journal_mode = wal; pragma synchronous = full; pragma case_sensitive_like = 1");
        return connection;
    }
}
