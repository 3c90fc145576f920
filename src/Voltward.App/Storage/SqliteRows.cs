using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Voltward.App.Storage;

/// <summary>
/// One statement for many rows, bound value by value on the connection's own handle and inside its transaction. A night of a million customers writes
/// twenty million values; the general way makes objects for each of them.
/// </summary>
internal static class SqliteRows
{
    /// <param name="connection">Open.</param>
    /// <param name="sql">One statement with parameters <c>@p0</c>, <c>@p1</c> … in the order of the values.</param>
    /// <param name="rows">Text, whole numbers, doubles and nulls; all rows have as many values as the first.</param>
    /// <exception cref="SqliteException">What the database refuses.</exception>
    public static void Execute(SqliteConnection connection, string sql, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var handle = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(handle, sql, out var statement), handle);
        using (statement)
        {
            int[]? places = null;
            object?[] bound = [];
            foreach (var row in rows)
            {
                places ??= [.. Enumerable.Range(0, row.Count).Select(i => raw.sqlite3_bind_parameter_index(statement, "@p" + i.ToString(CultureInfo.InvariantCulture)))];
                if (bound.Length == 0) bound = [.. places.Select(_ => new object())];
                for (var i = 0; i < places.Length; i++)
                {
                    // The run and the area stand in row after row: what is bound stays bound.
                    if (ReferenceEquals(bound[i], row[i])) continue;
                    Check(Bind(statement, places[i], row[i]), handle);
                    bound[i] = row[i];
                }

                var answer = raw.sqlite3_step(statement);
                if (answer is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(answer, handle);
                Check(raw.sqlite3_reset(statement), handle);
            }
        }
    }

    private static int Bind(sqlite3_stmt statement, int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, text),
        long whole => raw.sqlite3_bind_int64(statement, place, whole),
        int whole => raw.sqlite3_bind_int64(statement, place, whole),
        double number => raw.sqlite3_bind_double(statement, place, double.IsNaN(number) ? throw new ArgumentException("NaN would be stored as null.", nameof(value)) : number),
        _ => throw new ArgumentException($"A value of type {value.GetType().Name} is not known here.", nameof(value)),
    };

    private static void Check(int code, sqlite3 handle)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, handle);
    }
}
