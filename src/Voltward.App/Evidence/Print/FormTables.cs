namespace Voltward.App.Evidence.Print;

/// <summary>The ruled tables that every form of the trade is made of.</summary>
public static class FormTables
{
    private static readonly float[] PairWidths = [16, 34, 16, 34];

    /// <summary>Labels and values, two pairs a row; a pair whose value is long takes a row of its own.</summary>
    public static TableBlock Facts(params IReadOnlyList<(string Label, string Value)> pairs)
    {
        var rows = new List<TableRow>();
        for (var i = 0; i < pairs.Count; i++)
        {
            var (label, value) = pairs[i];
            if (IsLong(value) || i + 1 == pairs.Count || IsLong(pairs[i + 1].Value))
            {
                rows.Add(new([new(label, CellLook.Label), new(value, Span: 3)]));
                continue;
            }

            i++;
            rows.Add(new([new(label, CellLook.Label), new(value), new(pairs[i].Label, CellLook.Label), new(pairs[i].Value)]));
        }

        return new(PairWidths, rows);
    }

    /// <summary>A header row and rows of values; columns named with a trailing <c>#</c> hold numbers, with a trailing <c>=</c> centred marks.</summary>
    public static TableBlock List(
        IReadOnlyList<(string Name, float Width)> columns, IEnumerable<IReadOnlyList<string>> rows) => new(
        [.. columns.Select(c => c.Width)],
        [
            new([.. columns.Select(c => new TableCell(c.Name.TrimEnd('#', '='), CellLook.Header))]),
            .. rows.Select(r => new TableRow([.. r.Select((text, i) => new TableCell(text, LookOf(columns[i].Name)))])),
        ],
        HeaderRows: 1);

    /// <summary>Boxes to sign in, two a row: what is signed, and room for name and date.</summary>
    public static TableBlock Signatures(params IReadOnlyList<string> signers)
    {
        var rows = new List<TableRow>();
        for (var i = 0; i < signers.Count; i += 2)
        {
            IReadOnlyList<TableCell> cells = i + 1 < signers.Count
                ? [new(signers[i], CellLook.Label), new(Blank), new(signers[i + 1], CellLook.Label), new(Blank)]
                : [new(signers[i], CellLook.Label), new(Blank, Span: 3)];
            rows.Add(new(cells, MinimumHeight: 48f));
        }

        return new(PairWidths, rows);
    }

    private const string Blank = "\n\n                    年      月      日";

    private static CellLook LookOf(string column) => column[^1] switch
    {
        '#' => CellLook.Number,
        '=' => CellLook.Centred,
        _ => CellLook.Value,
    };

    private static bool IsLong(string value) => value.Contains('\n', StringComparison.Ordinal) || Room(value) > 15f;

    /// <summary>Rough width in Chinese characters; a Latin letter takes about half of one.</summary>
    private static float Room(string text) => text.EnumerateRunes().Sum(r => r.Value < 0x2000 ? 0.56f : 1f);
}
