using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Voltward.App.Storage;

/// <summary>
/// The one writer of a SQLite database. Units of work take turns on one connection, each inside a savepoint; up to 256 of them
/// share one commit with full synchronisation, and each is told only after that commit. Measured safest and fastest of the
/// set-ups tried (docs/decisions/0003-storage.md).
/// </summary>
internal sealed class WriterQueue : IAsyncDisposable
{
    private const int GroupLimit = 256;
    private readonly Channel<Turn> _turns = Channel.CreateBounded<Turn>(10_000);
    private readonly Func<SqliteConnection> _open;
    private readonly Task _loop;

    public WriterQueue(Func<SqliteConnection> open)
    {
        _open = open;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Waits for a turn and returns the connection, inside the turn's own savepoint.</summary>
    public async Task<(SqliteConnection Connection, Func<bool, Task> End)> TakeTurnAsync(CancellationToken stop)
    {
        var turn = new Turn(stop);
        await _turns.Writer.WriteAsync(turn, stop);
        var connection = await turn.Granted.Task;
        return (connection, commit =>
        {
            turn.Ended.SetResult(commit);
            return turn.Durable.Task;
        }
        );
    }

    public async ValueTask DisposeAsync()
    {
        _turns.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        var connection = _open();
        try
        {
            while (await _turns.Reader.WaitToReadAsync())
            {
                if (!await RunGroupAsync(connection))
                {
                    // After a failed commit the state of the connection is unknown; its first error went to every caller.
                    await connection.DisposeAsync();
                    connection = _open();
                }
            }
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    private async Task<bool> RunGroupAsync(SqliteConnection connection)
    {
        var waiting = new List<Turn>();
        Turn? current = null;
        try
        {
            Execute(connection, "begin immediate");
            for (var taken = 0; taken < GroupLimit && _turns.Reader.TryRead(out current); taken++)
            {
                if (current.Stop.IsCancellationRequested)
                {
                    current.Granted.SetCanceled(current.Stop);
                    continue;
                }

                Execute(connection, "savepoint turn");
                current.Granted.SetResult(connection);
                if (await current.Ended.Task)
                {
                    waiting.Add(current);
                }
                else
                {
                    Execute(connection, "rollback to turn");
                    current.Durable.SetResult();
                }

                Execute(connection, "release turn");
            }

            Execute(connection, "commit");
        }
        catch (Exception first)
        {
            // The first exception is the true one; a later "cannot rollback" only hides it.
            current?.Granted.TrySetException(first);
            foreach (var turn in waiting) turn.Durable.TrySetException(first);
            current?.Durable.TrySetException(first);
            return false;
        }

        foreach (var turn in waiting) turn.Durable.SetResult();
        return true;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Turn(CancellationToken stop)
    {
        public CancellationToken Stop { get; } = stop;

        public TaskCompletionSource<SqliteConnection> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<bool> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Durable { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
