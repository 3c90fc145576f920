using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Voltward.Domain.Access;

namespace Voltward.App.Storage;

/// <summary>
/// One transaction by one person. Nothing is kept unless <see cref="CommitAsync"/> has returned: it writes the trail entry and
/// the answer to a repeated request in the same transaction as the change, and returns only when all of it is on disk.
/// Keep a unit of work short, and never begin a second one inside it: on SQLite writers take turns.
/// </summary>
public sealed class Work : Session
{
    private readonly Func<bool, Task> _end;
    private bool _ended;

    internal Work(DbConnection connection, DbTransaction? transaction, Actor actor, DateTimeOffset now, Func<bool, Task> end)
        : base(connection, transaction, actor, now) => _end = end;

    /// <summary>Key of the request, when its door gave one; repeating it changes nothing.</summary>
    internal string? RequestKey { get; init; }

    /// <summary>What this very request was answered before, as JSON; null when it is new.</summary>
    internal string? EarlierAnswer { get; set; }

    /// <summary>The answer this request got when it was carried out the first time; default when it is new.</summary>
    public T? Earlier<T>() => EarlierAnswer is { } json ? JsonSerializer.Deserialize<T>(json) : default;

    /// <summary>Writes rows; the number of rows touched. Guarded writes compare it with 1.</summary>
    public Task<int> ExecuteAsync(string sql, object? arguments = null)
    {
        var (text, parameters) = Scoped(sql, arguments);
        return Connection.ExecuteAsync(text, parameters, Transaction);
    }

    /// <summary>Writes one statement for many argument sets, prepared once.</summary>
    public async Task<int> ExecuteManyAsync<T>(string sql, IEnumerable<T> rows) =>
        await Connection.ExecuteAsync(sql, rows, Transaction);

    /// <summary>Writes one statement for many rows of values, prepared once: for tens of thousands of rows, where naming each value anew would cost most.</summary>
    /// <param name="sql">With parameters <c>@p0</c>, <c>@p1</c> … in the order of the values.</param>
    /// <param name="rows">Values; all rows have as many as the first.</param>
    public async Task ExecuteRowsAsync(string sql, IEnumerable<IReadOnlyList<object?>> rows)
    {
        if (Connection is SqliteConnection sqlite)
        {
            SqliteRows.Execute(sqlite, sql, rows);
            return;
        }

        await using var command = Connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, Transaction);
        foreach (var row in rows)
        {
            while (command.Parameters.Count < row.Count)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@p" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
                command.Parameters.Add(parameter);
            }

            for (var i = 0; i < row.Count; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The next number of a named series, from 1, without gaps among committed units of work.</summary>
    public async Task<long> NextAsync(string series)
    {
        await Connection.ExecuteAsync(
            "insert into counter (name, next) values (@series, 1) on conflict (name) do nothing", new { series }, Transaction);
        return await Connection.ExecuteScalarAsync<long>(
            "update counter set next = next + 1 where name = @series returning next - 1", new { series }, Transaction);
    }

    /// <summary>Writes the trail entry and makes everything durable.</summary>
    /// <param name="action">What was done, such as <c>case.settled</c>.</param>
    /// <param name="subject">Which record it was done to, such as <c>case/AJ-2026-000012</c>.</param>
    /// <param name="detail">Figures that say what changed; no names, addresses or telephone numbers.</param>
    /// <param name="answer">What a repetition of this request is to be answered.</param>
    /// <param name="stop">Cancels the wait for the disk, not the commit.</param>
    public async Task CommitAsync(
        string action, string subject, object? detail = null, object? answer = null, CancellationToken stop = default)
    {
        await TrailStore.AppendAsync(this, action, subject, detail is null ? null : JsonSerializer.Serialize(detail));
        if (RequestKey is not null)
        {
            await ExecuteAsync(
                "update idempotency set answer = @answer where request_key = @RequestKey",
                new { RequestKey, answer = JsonSerializer.Serialize(answer) });
        }

        _ended = true;
        await _end(true).WaitAsync(stop);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_ended) return;
        _ended = true;
        await _end(false);
    }
}
