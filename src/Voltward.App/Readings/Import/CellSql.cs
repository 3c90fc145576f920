using System.Globalization;

namespace Voltward.App.Readings.Import;

/// <summary>
/// Writes the SQL that reads one cell: its raw value, its value as stored, and the code of what is wrong with it. All rows of a
/// file go through it at once.
/// </summary>
internal sealed class CellSql(RawTable raw, DateOnly today)
{
    /// <summary>No energy, capacity or price of one row comes near this; beyond it sums could overflow.</summary>
    private const string Largest = "1000000000000000";

    private const string Blanks = " \t\u00a0\u3000";

    private static readonly HashSet<string> Integers = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT"];

    /// <summary>Raw value of a column, text trimmed and empty text made null; and whether it is text.</summary>
    public (string Sql, string Type) Raw(ColumnMapping map)
    {
        if (map.Constant is { } constant) return (Stage.Text(constant), "VARCHAR");
        if (map.Sum is { } sum) return Sum(sum);
        if (map.Digest is { } digest)
        {
            return ($"left(md5(concat_ws('|', {Stage.List(digest.Select(c => $"coalesce({AsText(c)}, '')"))})), 16)", "VARCHAR");
        }

        if (map.Template is { } template) return (Template(template), "VARCHAR");
        var (cell, type) = Cell(map.From!);
        return map.Values is { } values ? (Mapped(values, AsText(map.From!)), "VARCHAR") : (cell, type);
    }

    /// <summary>The stored value and the reason code (null when all is well) of a raw value that stands in a column of this name.</summary>
    public (string Value, string Error) Typed(ColumnShape shape, ColumnMapping map, string r, string type)
    {
        var (value, wrong) = shape.Kind switch
        {
            ColumnKind.Text or ColumnKind.Code when Integers.Contains(type) => (TextOf(r, type), ""),
            ColumnKind.Text => (TextOf(r, type), $"when length({TextOf(r, type)}) > 2000 then 'reading.text-too-long'"),
            ColumnKind.Code => Code(TextOf(r, type)),
            ColumnKind.Choice => Choice(shape, TextOf(r, type)),
            ColumnKind.Day => Day(shape, map, r, type),
            ColumnKind.Instant => Instant(shape, map, r, type),
            ColumnKind.Whole => Whole(shape, r, type),
            ColumnKind.Scaled => Scaled(shape, map.Factor ?? 1, r, type),
            ColumnKind.Number => Number(shape, map.Factor ?? 1, r, type),
            ColumnKind.YesNo => YesNo(TextOf(r, type)),
        };
        var empty = shape.Required ? "'reading.value-missing'" : "null";
        var filled = shape.Default is { } d ? $"coalesce({value}, {DefaultOf(shape, d)})" : value;
        return (filled, $"case when {r} is null then {empty} {wrong} end");
    }

    /// <summary>Value of a column that the file does not have.</summary>
    public static string Absent(ColumnShape shape) => shape.Default is { } d ? DefaultOf(shape, d) : $"cast(null as {StoreType(shape)})";

    public static string StoreType(ColumnShape shape) => shape.Kind switch
    {
        ColumnKind.Text or ColumnKind.Code => "varchar",
        ColumnKind.Choice => shape.Name == "quality" ? "tinyint" : "varchar",
        ColumnKind.Day => "date",
        ColumnKind.Instant => "timestamp",
        ColumnKind.Whole or ColumnKind.Scaled or ColumnKind.YesNo => "bigint",
        ColumnKind.Number => "double",
    };

    /// <summary>A cell with empty text made null.</summary>
    public (string Sql, string Type) Cell(string column)
    {
        var type = raw.TypeOf(column)!;
        var name = Stage.Name(column);
        return type == "VARCHAR" ? (Trimmed(name), type) : (name, type);
    }

    /// <summary>Looking for a blank costs a tenth of trimming, and hardly any cell has one.</summary>
    private static string Trimmed(string name)
    {
        var blank = string.Join(" or ", Blanks.Select(b => $"contains({name}, '{b}')"));
        return $"case when {blank} then nullif(trim({name}, '{Blanks}'), '') when {name} <> '' then {name} end";
    }

    private static string DefaultOf(ColumnShape shape, string value) => shape.Kind switch
    {
        ColumnKind.Day => $"date {Stage.Text(value)}",
        ColumnKind.Scaled => string.Create(CultureInfo.InvariantCulture, $"cast({decimal.Parse(value, CultureInfo.InvariantCulture) * shape.Scale:0} as bigint)"),
        ColumnKind.YesNo or ColumnKind.Whole => $"cast({value} as bigint)",
        ColumnKind.Choice when shape.Name == "quality" => Quality(Stage.Text(value)),
        _ => Stage.Text(value),
    };

    private static string Quality(string text) =>
        $"cast(case {text} when 'measured' then 0 when 'estimated' then 1 when 'corrected' then 2 end as tinyint)";

    private static string TextOf(string r, string type) => type switch
    {
        "VARCHAR" => r,
        // A spreadsheet or data frame stores codes as numbers; without this 1335667 would read 1335667.0.
        "DOUBLE" or "FLOAT" => $"case when {r} = trunc({r}) and abs({r}) < {Largest} then cast(cast({r} as bigint) as varchar) else cast({r} as varchar) end",
        _ => $"cast({r} as varchar)",
    };

    private static (string, string) Code(string t) => (
        t,
        $"when length({t}) > 64 then 'reading.text-too-long' "
        + $"when contains({t}, '+') and regexp_full_match({t}, '[0-9]([.][0-9]+)?[eE][+][0-9]+') then 'reading.damaged-by-spreadsheet' "
        + $"when contains({t}, chr(9)) or contains({t}, chr(10)) then 'reading.control-character'");

    private static (string, string) Choice(ColumnShape shape, string t)
    {
        var allowed = Stage.List(shape.Choices.Select(Stage.Text));
        return (shape.Name == "quality" ? Quality(t) : t, $"when {t} not in ({allowed}) then 'reading.not-allowed'");
    }

    private static (string, string) YesNo(string t) => (
        $"case when lower({t}) in ('1', 'true', 'yes', 'y', '是') then 1 when lower({t}) in ('0', 'false', 'no', 'n', '否') then 0 end",
        $"when lower({t}) not in ('0', '1', 'true', 'false', 'yes', 'no', 'y', 'n', '是', '否') then 'reading.not-allowed'");

    private (string, string) Day(ColumnShape shape, ColumnMapping map, string r, string type)
    {
        var day = type switch
        {
            "DATE" => r,
            "VARCHAR" when map.Format is { } format && format != "yyyy-MM-dd" => $"cast(try_strptime({r}, {Stage.Text(Strptime(format))}) as date)",
            "VARCHAR" => $"coalesce(case when length({r}) = 10 then try_cast({r} as date) end, cast(try_strptime({r}, ['%Y-%m-%d', '%Y/%m/%d']) as date))",
            _ when type.StartsWith("TIMESTAMP", StringComparison.Ordinal) => $"cast({r} as date)",
            _ => $"try_cast(cast({r} as varchar) as date)",
        };
        var ambiguous = map.Format is null && type == "VARCHAR"
            ? $"when regexp_full_match({r}, '[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-]([0-9]{{2}}|[0-9]{{4}})') then 'reading.day-ambiguous'"
            : "";
        var moved = map.MinusMonths is { } months ? Moved(day, months) : day;
        return (
            moved,
            $"{ambiguous} when {day} is null then 'reading.not-a-day' when {moved} is null or {moved} < date '1900-01-01' then 'reading.out-of-range' {Future(shape, moved)}");
    }

    private string Moved(string day, string months)
    {
        var (cell, type) = Cell(months);
        var number = Integers.Contains(type) ? cell : $"try_cast({cell} as integer)";
        return $"case when {number} between 0 and 1200 then cast({day} - to_months(cast({number} as integer)) as date) end";
    }

    private static (string, string) InstantOf(ColumnMapping map, string r, string type)
    {
        // Company time is UTC+8 without summer time (docs/formats.md); an offset in the text wins.
        if (type.Contains("TIME ZONE", StringComparison.Ordinal)) return ($"make_timestamp(epoch_us({r}))", "");
        if (type.StartsWith("TIMESTAMP", StringComparison.Ordinal)) return ($"cast({r} as timestamp) - interval 8 hour", "");
        if (map.Format is { } format) return ($"try_strptime({r}, {Stage.Text(Strptime(format))}) - interval 8 hour", "");
        var offset = $"regexp_matches({r}, '[0-9]{{2}}:[0-9]{{2}}.*([+-][0-9]{{2}}(:?[0-9]{{2}})?|Z)$')";
        return (
            $"case when {offset} then make_timestamp(epoch_us(try_cast({r} as timestamptz))) else try_cast({r} as timestamp) - interval 8 hour end",
            $"when regexp_full_match({r}, '[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-]([0-9]{{2}}|[0-9]{{4}}).*') then 'reading.day-ambiguous'");
    }

    private (string, string) Instant(ColumnShape shape, ColumnMapping map, string r, string type)
    {
        var (value, ambiguous) = InstantOf(map, r, type);
        return (
            value,
            $"{ambiguous} when {value} is null then 'reading.not-an-instant' when {value} < timestamp '1900-01-01' then 'reading.out-of-range' {Future(shape, value)}");
    }

    private string Future(ColumnShape shape, string value) => shape.Past
        ? string.Create(CultureInfo.InvariantCulture, $"when {value} >= date '{today:yyyy-MM-dd}' + 1 then 'reading.future-day'")
        : "";

    private static (string, string) Whole(ColumnShape shape, string r, string type)
    {
        var negative = shape.MayBeNegative ? "" : $"when {{0}} < 0 then 'reading.out-of-range'";
        if (Integers.Contains(type))
        {
            var value = $"try_cast({r} as bigint)";
            return (value, $"when {value} is null then 'reading.out-of-range' " + string.Format(CultureInfo.InvariantCulture, negative, value));
        }

        if (type != "VARCHAR")
        {
            var value = $"try_cast({r} as bigint)";
            return (value, $"when {value} is null then 'reading.out-of-range' when {value} <> {r} then 'reading.not-whole' " + string.Format(CultureInfo.InvariantCulture, negative, value));
        }

        var number = $"case when regexp_full_match({r}, '[+-]?[0-9]+([.]0*)?') then try_cast({r} as bigint) end";
        return (
            number,
            $"when {number} is null then case when try_cast({r} as double) is null then 'reading.not-a-number' else 'reading.not-whole' end "
            + string.Format(CultureInfo.InvariantCulture, negative, number));
    }

    private static (string, string) Scaled(ColumnShape shape, decimal factor, string r, string type)
    {
        var whole = factor * shape.Scale;
        var scale = whole.ToString("0.############", CultureInfo.InvariantCulture);
        var number = type == "VARCHAR" ? $"try_cast({r} as decimal(18,6))" : r;
        var value = Integers.Contains(type) && whole == decimal.Truncate(whole)
            ? $"case when {r} between -1000000000000 and 1000000000000 then cast({r} as bigint) * {scale} end"
            : $"try_cast(round({(Integers.Contains(type) ? $"cast({r} as decimal(38,6))" : number)} * {scale}) as bigint)";
        var negative = shape.Name.Contains("kwh", StringComparison.Ordinal) ? "reading.negative-energy" : "reading.out-of-range";
        var wrong = type switch
        {
            "VARCHAR" => $"when contains({r}, 'E+') or contains({r}, 'e+') then 'reading.damaged-by-spreadsheet' when {number} is null then case when lower({r}) in ('nan', 'inf', '-inf', 'infinity', '-infinity') then 'reading.not-finite' "
                + $"when try_cast({r} as double) is null then 'reading.not-a-number' else 'reading.out-of-range' end ",
            "DOUBLE" or "FLOAT" => $"when not isfinite({r}) then 'reading.not-finite' ",
            _ => "",
        };
        if (shape.Exact) wrong += $"when {number} * {scale} <> round({number} * {scale}) then 'reading.not-whole' ";
        return (value, wrong + (shape.MayBeNegative ? "" : $"when {number} < 0 then '{negative}' ") + $"when {value} is null or abs({value}) > {Largest} then 'reading.out-of-range'");
    }

    private static (string, string) Number(ColumnShape shape, decimal factor, string r, string type)
    {
        var number = type == "VARCHAR" ? $"try_cast({r} as double)" : $"cast({r} as double)";
        var value = factor == 1 ? number : string.Create(CultureInfo.InvariantCulture, $"{number} * {factor}");
        return (value, $"when {number} is null then 'reading.not-a-number' when not isfinite({number}) then 'reading.not-finite'" + (shape.MayBeNegative ? "" : $" when {number} < 0 then 'reading.out-of-range'"));
    }

    private (string, string) Sum(IReadOnlyList<string> columns)
    {
        if (columns.All(c => raw.TypeOf(c) != "VARCHAR"))
        {
            return (string.Join(" + ", columns.Select(c => $"coalesce({Stage.Name(c)}, 0)")), columns.All(c => Integers.Contains(raw.TypeOf(c)!)) ? "BIGINT" : "DOUBLE");
        }

        // The first cell that is no number stands for the sum, so that the reject file shows it.
        var cells = columns.Select(AsText).ToList();
        var wrong = string.Join(" ", cells.Select(c => $"when {c} is not null and try_cast({c} as decimal(18,6)) is null then {c}"));
        var total = string.Join(" + ", cells.Select(c => $"coalesce(try_cast({c} as decimal(18,6)), 0)"));
        return ($"case {wrong} else cast({total} as varchar) end", "VARCHAR");
    }

    private string Template(string template)
    {
        var parts = new List<string>();
        var rest = template;
        foreach (var column in ColumnMapping.Placeholders(template))
        {
            var at = rest.IndexOf('{' + column + '}', StringComparison.Ordinal);
            if (at > 0) parts.Add(Stage.Text(rest[..at]));
            parts.Add(AsText(column));
            rest = rest[(at + column.Length + 2)..];
        }

        if (rest.Length > 0) parts.Add(Stage.Text(rest));
        return string.Join(" || ", parts);
    }

    private string AsText(string column)
    {
        var (cell, type) = Cell(column);
        return TextOf(cell, type);
    }

    private static string Mapped(IReadOnlyDictionary<string, string> values, string text)
    {
        var cases = string.Join(" ", values.Where(v => v.Key != "*").Select(v => $"when {Stage.Text(v.Key)} then {Stage.Text(v.Value)}"));
        var other = values.TryGetValue("*", out var any) ? $"case when {text} is not null then {Stage.Text(any)} end" : text;
        return cases.Length == 0 ? other : $"case {text} {cases} else {other} end";
    }

    /// <summary>Our format letters as DuckDB's.</summary>
    private static string Strptime(string format)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < format.Length;)
        {
            var run = 1;
            while (i + run < format.Length && format[i + run] == format[i]) run++;
            text.Append((format[i], run) switch
            {
                ('y', 4) => "%Y",
                ('y', 2) => "%y",
                ('M', <= 2) => "%m",
                ('d', <= 2) => "%d",
                ('H', <= 2) => "%H",
                ('m', 2) => "%M",
                ('s', 2) => "%S",
                _ => new string(format[i], run).Replace("%", "%%", StringComparison.Ordinal),
            });
            i += run;
        }

        return text.ToString();
    }
}
