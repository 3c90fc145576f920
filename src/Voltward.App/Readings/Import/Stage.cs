using System.Globalization;
using DuckDB.NET.Data;

namespace Voltward.App.Readings.Import;

/// <summary>
/// The working DuckDB of one import, in a folder of its own that is gone afterwards. Everything an import reads is first laid
/// out here; nothing of it is visible to a reader of the lake.
/// </summary>
internal sealed class Stage : IDisposable
{
    /// <summary>DuckDB's own memory; beyond it the stage spills to its folder. The rest of 2 GB is for the program.</summary>
    private const int MemoryMegabytes = 1100;

    private readonly DuckDBConnection _connection;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenRegistration _registration;
    private DuckDBCommand? _running;
    private Action<double>? _watch;

    public Stage(string parent, CancellationToken stop)
    {
        _stop = stop;
        Folder = Path.Combine(parent, "import-" + Guid.NewGuid().ToString("n")[..12]);
        Directory.CreateDirectory(Folder);
        _connection = new DuckDBConnection("Data Source=:memory:");
        _connection.Open();
        _registration = stop.Register(() => _running?.Cancel());
        Execute($"set memory_limit='{MemoryMegabytes}MB'; set temp_directory={Text(Path.Combine(Folder, "spill"))}; set preserve_insertion_order=false; set enable_progress_bar=true; set enable_progress_bar_print=false");
        Execute("create table rejects (file_no integer, row_no bigint, cell varchar, tab varchar, col varchar, code varchar, val varchar)");
        Execute("create table structural (file_no integer, row_no bigint, code varchar)");
    }

    /// <summary>Stage tables several rows of which come from one row of a file, told apart by their day.</summary>
    public HashSet<string> Wide { get; } = [];

    /// <summary>Folder for files of this import alone.</summary>
    public string Folder { get; }

    public DuckDBConnection Connection => _connection;

    /// <summary>SQL of what tells rows of one row of the file apart.</summary>
    public string Cell(string table) => Wide.Contains(table) ? "cast(day as varchar)" : "''";

    /// <summary>Tells how far a long statement is, 0 to 1, while the action runs.</summary>
    public void Watch(Action<double> watch, Action work)
    {
        _watch = watch;
        try
        {
            work();
        }
        finally
        {
            _watch = null;
        }
    }

    /// <summary>A text literal.</summary>
    public static string Text(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A quoted name.</summary>
    public static string Name(string value) => "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string List(IEnumerable<string> parts) => string.Join(", ", parts);

    public void Execute(string sql)
    {
        using var command = Command(sql);
        Run(command, c => c.ExecuteNonQuery());
    }

    public long Count(string sql)
    {
        using var command = Command(sql);
        return Convert.ToInt64(Run(command, c => c.ExecuteScalar()) is { } value and not DBNull ? value : 0L, CultureInfo.InvariantCulture);
    }

    /// <summary>All rows of a small result.</summary>
    public IReadOnlyList<T> Rows<T>(string sql, Func<DuckDBDataReader, T> read)
    {
        using var command = Command(sql);
        using var reader = Run(command, c => c.ExecuteReader());
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Name and type of every column of a table or view.</summary>
    public IReadOnlyList<(string Name, string Type)> Columns(string table) =>
        Rows($"select column_name, column_type from (describe select * from {table})", r => (r.GetString(0), r.GetString(1)));

    public void Dispose()
    {
        _registration.Dispose();
        _connection.Dispose();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private DuckDBCommand Command(string sql)
    {
        _stop.ThrowIfCancellationRequested();
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private T Run<T>(DuckDBCommand command, Func<DuckDBCommand, T> run)
    {
        _running = command;
        using var ticks = _watch is { } watch ? new Timer(_ => Tell(watch), null, 500, 500) : null;
        try
        {
            return run(command);
        }
        catch (DuckDBException) when (_stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(_stop);
        }
        finally
        {
            _running = null;
        }
    }

    private void Tell(Action<double> watch)
    {
        var percent = _connection.GetQueryProgress().Percentage;
        if (percent is > 0 and <= 100) watch(percent / 100);
    }
}
