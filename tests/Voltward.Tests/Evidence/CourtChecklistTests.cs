using System.Text.Json;
using Voltward.App.Evidence;
using Voltward.App.Inspections;
using Voltward.Domain.Evidence;
using Xunit;

namespace Voltward.Tests.Evidence;

/// <summary>Each row of what courts ask for: met in a good bundle, where its answer can be read; open in a defective one, and named.</summary>
public sealed class CourtChecklistTests
{
    private static readonly Dictionary<string, Func<BundleFacts, BundleFacts>> Defects = new()
    {
        ["L1"] = f => f with { Items = [.. f.Items.Select(i => i with { Device = null })] },
        ["L2"] = f => f with { Stamp = null },
        ["L3"] = f => Visit(f, r => r.ContentSha256, null),
        ["L4"] = f => Visit(f, r => r.Conflicts, 1),
        ["L5"] = f => f with { Health = f.Health with { LastCheck = f.Health.LastCheck! with { Ok = false } } },
        ["L6"] = f => f with { Visit = f.Visit with { Inspectors = [f.Visit.Inspectors[0]] } },
        ["L7"] = f => Visit(f, r => r.Signature, "refused"),
        ["L8"] = f => Visit(f with { Exhibits = [] }, r => r.CustomerPresent, null),
        ["L9"] = f => f with { Exhibits = [new(f.Exhibits[0].Exhibit, [new(ExhibitMoveKind.Open, f.Exhibits[0].Exhibit.SealedAt.AddDays(1), "i1", "lab", "检定所", "FH-0009", "FH-0010", null)])] },
        ["L10"] = f => f with { Health = f.Health with { LastCheck = null } },
        ["L11"] = Unwitnessed,
        ["L12"] = f => f with { Items = [f.Items[0] with { Proves = new("", "") }] },
        ["L13"] = f => Visit(f, r => r.ReceivedAt, null),
        ["L14"] = Unwitnessed,
        ["L15"] = f => f with { Visit = f.Visit with { Inspectors = [] } },
        ["L16"] = f => f with { Visit = f.Visit with { Measurements = [new MeasurementRow { Quantity = "voltage", Unit = "V", Value = 230 }] } },
        ["L17"] = f => Visit(f, r => r.IdentityShownAt, null),
    };

    [Fact]
    public async Task Every_row_is_met_by_a_good_bundle_and_open_in_a_defective_one()
    {
        await using var made = await BundleCase.OpenAsync();
        var (file, written) = await made.BundleAsync();
        var rows = BundleCase.Json(file, "checklist.json").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, 17).Select(n => "L" + n), rows.Select(r => r.GetProperty("id").GetString()));
        Assert.All(rows, r => Assert.True(r.GetProperty("met").GetBoolean(), r.ToString()));
        Assert.Equal((0, true), (written.Defects, written.FitForPolice));

        var facts = await made.FactsAsync();
        Assert.Equal(rows.Count, Defects.Count);
        foreach (var (id, spoil) in Defects)
        {
            var row = CourtChecklist.Of(spoil(facts)).Single(r => r.Id == id);
            Assert.False(row.Met, id);
            Assert.All(row.Defects, d => Assert.True(d.Zh.Length > 3 && d.En.Length > 3));
        }
    }

    [Fact]
    public async Task What_each_row_asks_for_can_be_read_in_the_bundle()
    {
        await using var made = await BundleCase.OpenAsync();
        var (file, _) = await made.BundleAsync();
        var (custody, list, health, caseFile) = (BundleCase.Json(file, "custody.json"), BundleCase.Json(file, "list.json"), BundleCase.Json(file, "health.json"), BundleCase.Json(file, "case.json"));
        var visit = caseFile.GetProperty("visit");

        // L1: where each original is kept, why it was not moved, which device made it.
        Assert.All(custody.GetProperty("originals").EnumerateArray(), o => Assert.True(Text(o, "keptWhere") && Text(o, "whyNotMoved") && o.GetProperty("device").GetString()!.Length > 0));

        // L2, L11, L14: signatures of log and witness, and the authority's token.
        Assert.Equal(2, System.Text.Encoding.UTF8.GetString(BundleCase.Bytes(file, "checkpoint")).Split('\n').Count(l => l.StartsWith('\u2014')));
        Assert.Contains(BundleCase.Names(file), n => n.StartsWith("tsa/", StringComparison.Ordinal));

        // L3: form, build, and the raw record as it came.
        Assert.Equal("lv-1", visit.GetProperty("form").GetString());
        Assert.StartsWith("sha256:", health.GetProperty("build").GetString(), StringComparison.Ordinal);
        var record = list.EnumerateArray().First(i => i.GetProperty("format").GetString() == "application/json");
        Assert.Equal("visit-1001-0001", BundleCase.Json(file, record.GetProperty("file").GetString()!).GetProperty("visitId").GetString());

        // L5, L4: access log of every step; L10: the last full check.
        Assert.Contains(BundleCase.Json(file, "access-log.json").EnumerateArray(), e => e.GetProperty("action").GetString() == "visit.submitted");
        Assert.True(health.GetProperty("lastCheck").GetProperty("ok").GetBoolean());

        // L6, L8, L13, L17: two inspectors with proven sign-ins, who was there, times of both sides, card shown, no company fine.
        Assert.Equal(2, visit.GetProperty("inspectors").EnumerateArray().Count(i => i.GetProperty("counted").GetBoolean() && i.GetProperty("proof").GetString() == "account"));
        Assert.Equal("户主", visit.GetProperty("customerPresent").GetString());
        foreach (var time in (string[])["startedAt", "finishedAt", "receivedAt", "credentialsShownAt"]) Assert.Equal(JsonValueKind.String, visit.GetProperty(time).ValueKind);
        Assert.Equal("authority", caseFile.GetProperty("roles").GetProperty("fines").GetString());

        // L7, L12, L15: numbered list with class, format, length, hash, times, place, method, purpose; and on paper with boxes to sign.
        var items = list.EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, items.Count), items.Select(i => i.GetProperty("no").GetInt32()));
        Assert.All(items, i => Assert.True(Text(i, "name") && Text(i, "category") && Text(i, "method") && Text(i, "proves") && i.GetProperty("hash").GetString()!.Length == 71 && i.GetProperty("place").GetString() == "示范路1号"));
        var paper = PdfText.Of(BundleCase.Bytes(file, "清单.pdf"));
        foreach (var words in (string[])["电子数据清单", "收集人", "见证人", "持有人（提供人）", made.CaseNo, made.ExhibitNo, Inspections.Records.PictureSha[..12]]) Assert.Contains(words, paper, StringComparison.Ordinal);

        // L9: the chain of custody; L16: instruments of the measurements.
        Assert.Empty(custody.GetProperty("exhibits")[0].GetProperty("gaps").EnumerateArray());
        Assert.All(visit.GetProperty("measurements").EnumerateArray(), m => Assert.Equal("Fluke 1", m.GetProperty("instrument").GetString()));
    }

    private static bool Text(JsonElement e, string name) => e.GetProperty(name).GetProperty("zh").GetString()!.Length > 0 && e.GetProperty(name).GetProperty("en").GetString()!.Length > 0;

    private static BundleFacts Unwitnessed(BundleFacts f) => f with { Note = f.Note with { Signatures = [f.Note.Signatures[0]] } };

    /// <summary>A visit whose head differs in one member; rows of a query are classes, so the copy is made member by member.</summary>
    private static BundleFacts Visit<T>(BundleFacts facts, System.Linq.Expressions.Expression<Func<VisitSummary, T>> member, object? value)
    {
        var name = ((System.Linq.Expressions.MemberExpression)member.Body).Member.Name;
        var copy = new VisitSummary();
        foreach (var property in typeof(VisitSummary).GetProperties()) property.SetValue(copy, property.Name == name ? value is int n ? (long)n : value : property.GetValue(facts.Visit.Row));
        return facts with { Visit = facts.Visit with { Row = copy } };
    }
}
