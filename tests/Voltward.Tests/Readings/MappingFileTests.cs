using Voltward.App.Readings;
using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>Mapping files: ours are sound, a user's own works by path, and a slip in one is named before any row is read.</summary>
public sealed class MappingFileTests
{
    private const string Head = "{ \"title\": { \"zh\": \"测\", \"en\": \"test\" }, \"source\": { \"kind\": \"table\" }, \"checkArchive\": false, \"tables\": [ ";

    [Fact]
    public async Task A_mapping_of_the_user_is_found_by_its_path()
    {
        await using var x = await Importer.OpenAsync();
        x.Write("mine.json", Head + """
            { "table": "readings-daily",
              "columns": {
                "point": { "template": "{site}-{meter}" },
                "day": { "from": "when", "format": "dd.MM.yyyy" },
                "import_kwh": { "from": "MWh", "factor": 1000 },
                "quality": { "from": "state", "values": { "ok": "measured", "*": "estimated" } } },
              "ignore": ["note"],
              "rules": [ { "code": "reading.much", "then": "mark", "column": "import_kwh", "max": 1500, "text": { "zh": "多", "en": "much" }, "remedy": { "zh": "看", "en": "look" } } ] } ] }
            """);
        x.Write("export.txt", "site;meter;when;MWh;state;note\nS;1;01.03.2026;1.5;ok;-\nS;1;02.03.2026;1.6;odd;-\n");
        var report = await x.LoadAsync(Path.Combine(x.Files, "mine.json"), "export.txt");
        Assert.Equal((2, 1, 1), (report.Loaded, report.Flagged, report.Reasons["reading.much"]));
        Assert.Equal(["S-1|2026-03-01|1500000|0", "S-1|2026-03-02|1600000|1"], await x.LakeAsync("select point, strftime(day, '%Y-%m-%d'), import_wh, quality from energy order by day"));
    }

    [Theory]
    [InlineData("{ \"table\": \"reading-daily\" } ] }", "tables[0].table")]
    [InlineData("{ \"table\": \"readings-daily\", \"columns\": { \"kwh\": \"x\" } } ] }", "tables[0].columns.kwh")]
    [InlineData("{ \"table\": \"readings-daily\", \"columns\": { \"day\": { \"from\": \"x\", \"constant\": \"y\" } } } ] }", "tables[0].columns.day")]
    [InlineData("{ \"table\": \"readings-daily\", \"columns\": { \"point\": { \"from\": \"x\", \"format\": \"yyyy\" } } } ] }", "tables[0].columns.point")]
    [InlineData("{ \"table\": \"readings-daily\", \"columns\": { \"point\": { \"form\": \"x\" } } } ] }", "form")]
    [InlineData("{ \"table\": \"readings-daily\", \"rules\": [ { \"code\": \"reading.revised\", \"then\": \"mark\", \"column\": \"import_kwh\", \"max\": 1, \"text\": { \"zh\": \"x\", \"en\": \"x\" }, \"remedy\": { \"zh\": \"x\", \"en\": \"x\" } } ] } ] }", "tables[0].rules[0].code")]
    [InlineData("{ \"table\": \"readings-daily\", }", "mine.json")]
    public async Task A_slip_in_a_mapping_is_named(string table, string where)
    {
        await using var x = await Importer.OpenAsync();
        x.Write("mine.json", Head + table);
        x.Write("export.csv", "x\n1\n");
        var problem = (await x.TryAsync(Path.Combine(x.Files, "mine.json"), ["export.csv"])).Refusal!;
        Assert.Equal("reading.mapping-invalid", problem.Code);
        Assert.Contains(where, problem.Where, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_shipped_profile_is_sound()
    {
        await using var x = await Importer.OpenAsync();
        x.Write("x.csv", "");
        Assert.Superset(new HashSet<string> { "company", "interval-long", "interval-wide", "nem12", "opendss", "sgcc-wide", "steg-bills" }, ImportFiles.Profiles.ToHashSet());
        foreach (var profile in ImportFiles.Profiles) Assert.NotEqual("reading.mapping-invalid", (await x.TryAsync(profile, ["x.csv"])).Refusal!.Code);
    }
}
