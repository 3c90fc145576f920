using System.Globalization;
using System.Text;

namespace Voltward.Simulation.Customers;

/// <summary>One CSV file in UTF-8 with a header row.</summary>
internal sealed class SmallTable(string name, params string[] columns)
{
    private readonly StringBuilder _text = new StringBuilder().AppendJoin(',', columns).Append('\n');

    public string Name => name + ".csv";

    /// <summary>Rows added so far.</summary>
    public int Rows { get; private set; }

    public void Add(params object?[] cells)
    {
        if (cells.Length != columns.Length) throw new ArgumentException($"{name} has {columns.Length} columns, not {cells.Length}.", nameof(cells));
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) _text.Append(',');
            Cell(cells[i]);
        }

        _text.Append('\n');
        Rows++;
    }

    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, Name), _text.ToString());

    private void Cell(object? cell)
    {
        var text = cell switch
        {
            null => "",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            bool yes => yes ? "1" : "0",
            float number => ((double)number).ToString("0.######", CultureInfo.InvariantCulture),
            double number => number.ToString("0.######", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString() ?? "",
        };
        if (text.AsSpan().IndexOfAny(",\"\n") < 0) _text.Append(text);
        else _text.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
