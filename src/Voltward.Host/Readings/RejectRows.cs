using System.Text;

namespace Voltward.Host.Readings;

/// <summary>The first lines of a reject file, for the page.</summary>
internal static class RejectRows
{
    private const int Columns = 10;

    /// <summary>Rows below the header, each of ten cells; none when there is no such file.</summary>
    public static IReadOnlyList<string[]> Read(string? file, int most)
    {
        if (file is null || !File.Exists(file)) return [];
        using var reader = new StreamReader(file, Encoding.UTF8);
        var rows = new List<string[]>();
        Next(reader);
        while (rows.Count < most && Next(reader) is { } row)
        {
            if (row.Length == Columns) rows.Add(row);
        }

        return rows;
    }

    private static string[]? Next(StreamReader reader)
    {
        if (reader.ReadLine() is not { } line) return null;
        // A quoted cell may hold a line break.
        while (line.Count(c => c == '"') % 2 == 1 && reader.ReadLine() is { } more) line += "\n" + more;
        return Cells(line);
    }

    private static string[] Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[++i]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted) Take();
            else cell.Append(line[i]);
        }

        Take();
        return [.. cells];

        void Take()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
