using System.Text.Json;
using System.Text.Json.Serialization;
using Voltward.Domain.Common;

namespace Voltward.App.Readings.Import;

/// <summary>How foreign files become rows of our own tables (导入方案). A profile is data: docs/formats.md section 4.</summary>
internal sealed class MappingProfile
{
    [JsonIgnore]
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the mapping file, part of what makes two imports the same.</summary>
    [JsonIgnore]
    public string Sha256 { get; set; } = "";

    public required Phrase Title { get; init; }

    public required SourceShape Source { get; init; }

    /// <summary>What refused rows do to the others, when the caller does not say.</summary>
    public RejectRule OnRejected { get; init; } = RejectRule.Refuse;

    /// <summary>Whether points and customers of readings and bills should stand in the archive.</summary>
    public bool CheckArchive { get; init; } = true;

    /// <summary>Empty when the file's name is the table's and its columns are the table's (profile <c>company</c>).</summary>
    public IReadOnlyList<TableMapping> Tables { get; init; } = [];
}

/// <summary>A sentence in both languages, as it stands in a mapping file.</summary>
internal sealed record Phrase(string Zh, string En)
{
    public Words Words => new(Zh, En);
}

[JsonConverter(typeof(JsonStringEnumConverter<RejectRule>))]
internal enum RejectRule
{
    /// <summary>One refused row and nothing is loaded.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,

    /// <summary>Refused rows go to the reject file, the others are loaded.</summary>
    [JsonStringEnumMemberName("set-aside")]
    SetAside,
}

[JsonConverter(typeof(JsonStringEnumConverter<SourceKind>))]
internal enum SourceKind
{
    /// <summary>A table with a header row: CSV, XLSX or Parquet.</summary>
    [JsonStringEnumMemberName("table")]
    Table,

    /// <summary>NEM12: 200, 300 and 400 records.</summary>
    [JsonStringEnumMemberName("nem12")]
    Nem12,

    /// <summary>A folder of OpenDSS circuits.</summary>
    [JsonStringEnumMemberName("opendss")]
    OpenDss,
}

/// <summary>What the file is.</summary>
internal sealed record SourceShape
{
    public required SourceKind Kind { get; init; }

    /// <summary><c>utf-8</c>, <c>utf-16</c> or <c>gb18030</c>; empty: found out from the bytes.</summary>
    public string? Encoding { get; init; }

    /// <summary>Field separator; empty: comma, semicolon or tab, whichever the header holds most of.</summary>
    public string? Delimiter { get; init; }
}

/// <summary>How one of our tables is filled from a source.</summary>
internal sealed record TableMapping
{
    public required string Table { get; init; }

    /// <summary>Which of the source's tables, when it has several (<c>opendss</c>).</summary>
    public string? From { get; init; }

    public IReadOnlyDictionary<string, ColumnMapping> Columns { get; init; } = new Dictionary<string, ColumnMapping>();

    /// <summary>Columns of the source that are knowingly left behind; <c>*</c> for all that are not used.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Columns whose header is a time or a day and whose cells are values.</summary>
    public WideColumns? Wide { get; init; }

    public IReadOnlyList<RuleMapping> Rules { get; init; } = [];
}

/// <summary>Columns that stand side by side where our table has rows or a list.</summary>
internal sealed record WideColumns
{
    /// <summary>Header of such a column: <c>HH:mm - HH:mm</c> for intervals of the row's day, or a day such as <c>yyyy/M/d</c>.</summary>
    public required string Header { get; init; }

    /// <summary>For days: the column of our table that takes the cell; empty cells make no row.</summary>
    public string? Value { get; init; }
}

/// <summary>Where the value of one of our columns comes from. Exactly one of the sources is given.</summary>
[JsonConverter(typeof(ColumnMappingConverter))]
internal sealed record ColumnMapping
{
    public string? From { get; init; }

    public string? Constant { get; init; }

    /// <summary>Columns added up; empty cells count as nothing.</summary>
    public IReadOnlyList<string>? Sum { get; init; }

    /// <summary>Columns whose values together name the row: a short digest of them.</summary>
    public IReadOnlyList<string>? Digest { get; init; }

    /// <summary>Text with column names in braces, such as <c>{network}-{load}</c>.</summary>
    public string? Template { get; init; }

    /// <summary>Format of a day or instant: <c>yyyy yy MM M dd d HH H mm ss</c> and the characters between.</summary>
    public string? Format { get; init; }

    /// <summary>Source value → our value; <c>*</c> stands for any other. A value not listed is refused.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>The number is multiplied by this.</summary>
    public decimal? Factor { get; init; }

    /// <summary>Column with a number of months by which the day is moved back.</summary>
    public string? MinusMonths { get; init; }

    public IEnumerable<string> Sources => (From is null ? [] : (IEnumerable<string>)[From])
        .Concat(Sum ?? []).Concat(Digest ?? []).Concat(Template is null ? [] : Placeholders(Template))
        .Concat(MinusMonths is null ? [] : [MinusMonths]);

    public static IEnumerable<string> Placeholders(string template) =>
        template.Split('{').Skip(1).Where(p => p.Contains('}', StringComparison.Ordinal)).Select(p => p[..p.IndexOf('}', StringComparison.Ordinal)]);
}

/// <summary>A column may be written as the bare name of a source column.</summary>
internal sealed class ColumnMappingConverter : JsonConverter<ColumnMapping>
{
    public override ColumnMapping Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new ColumnMapping { From = reader.GetString() };
        var form = JsonSerializer.Deserialize<Form>(ref reader, options) ?? throw new JsonException("column is null");
        return new ColumnMapping
        {
            From = form.From,
            Constant = form.Constant,
            Sum = form.Sum,
            Digest = form.Digest,
            Template = form.Template,
            Format = form.Format,
            Values = form.Values,
            Factor = form.Factor,
            MinusMonths = form.MinusMonths,
        };
    }

    public override void Write(Utf8JsonWriter writer, ColumnMapping value, JsonSerializerOptions options) => throw new NotSupportedException();

    private sealed record Form(
        string? From, string? Constant, string[]? Sum, string[]? Digest, string? Template, string? Format,
        Dictionary<string, string>? Values, decimal? Factor, string? MinusMonths);
}

/// <summary>What must hold for a row, and what happens when it does not. Columns are those of our table.</summary>
internal sealed record RuleMapping
{
    public required string Code { get; init; }

    /// <summary>Version of the rule; written beside the code wherever a row is marked.</summary>
    public int Version { get; init; } = 1;

    public required RuleEffect Then { get; init; }

    public required Phrase Text { get; init; }

    public required Phrase Remedy { get; init; }

    /// <summary>The column the other members speak of.</summary>
    public string? Column { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public IReadOnlyList<string>? OneOf { get; init; }

    /// <summary>The column must not be less than this other column.</summary>
    public string? NotBelow { get; init; }

    /// <summary>For bills: the energy must be the index step times the multiplying factor.</summary>
    public bool EnergyIsIndexStep { get; init; }

    /// <summary>No other row of the import has the same values in these columns.</summary>
    public IReadOnlyList<string>? Unique { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<RuleEffect>))]
internal enum RuleEffect
{
    [JsonStringEnumMemberName("mark")]
    Mark,

    [JsonStringEnumMemberName("refuse")]
    Refuse,
}
