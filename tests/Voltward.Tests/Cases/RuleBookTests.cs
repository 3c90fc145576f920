using System.Globalization;
using System.Reflection;
using System.Text;
using Voltward.App.Cases;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Cases;

/// <summary>The rule book for lawyers: which function rests on which article, and every dated figure with its grade.</summary>
public sealed class RuleBookTests
{
    private static readonly Type[] Quantities =
        [typeof(Yuan), typeof(KilowattHours), typeof(BackBilledCharge), typeof(PenaltyCharge), typeof(CriminalAmount), typeof(FineCeiling), typeof(Percent)];

    private static readonly List<MethodInfo> Functions = [.. typeof(Problem).Assembly.GetExportedTypes()
        .Where(t => t.Name.EndsWith("Rules", StringComparison.Ordinal))
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))];

    [Fact]
    public void Every_rule_that_yields_energy_or_money_cites_its_source()
    {
        string[] capabilities = ["Voltward.Domain.Cases", "Voltward.Domain.Tariffs"];
        var yielding = Functions
            .Where(m => capabilities.Contains(m.DeclaringType!.Namespace))
            .Where(m => Quantities.Contains(Nullable.GetUnderlyingType(m.ReturnType) ?? m.ReturnType)).ToList();
        Assert.True(yielding.Count > 25);
        Assert.Empty(yielding.Where(m => !m.IsDefined(typeof(LegalSourceAttribute))).Select(m => $"{m.DeclaringType!.Name}.{m.Name}"));
    }

    [Fact]
    public void The_rule_book_is_up_to_date() => Golden.Matches(Book(), "docs/rule-book.md");

    private static string Book()
    {
        var book = new StringBuilder(
            """
            # Rule book

            Written by a test from the code and from `rules/law`. Part 1: what each function rests on. Part 2: every dated record, its
            figures and how far each was seen in a source (`SAW-LAW` law text, `SAW-24`/`SAW-96` quoted sentence of that edition, `SAW-WEB` other
            quotation, `MEM-H`/`MEM-M`/`MEM-L` general knowledge). A record is verified once the legal department has filled `verifiedBy` and
            `verifiedOn`; until then no document that is served prints its article.

            ## 1. Functions

            | function | document | clause | edition |
            | --- | --- | --- | --- |

            """);
        foreach (var function in Functions.OrderBy(m => m.DeclaringType!.Name, StringComparer.Ordinal).ThenBy(m => m.Name, StringComparer.Ordinal))
        {
            foreach (var source in function.GetCustomAttributes<LegalSourceAttribute>().OrderByDescending(s => s.Edition, StringComparer.Ordinal))
                book.Append(CultureInfo.InvariantCulture, $"| `{function.DeclaringType!.Name}.{function.Name}` | {source.Document} | {source.Clause} | {source.Edition} |\n");
        }

        book.Append("\n## 2. Questions that can be asked (`voltward settle`)\n\n| rule | 内容 | subject |\n| --- | --- | --- |\n");
        foreach (var (rule, title) in Determine.Rules) book.Append(CultureInfo.InvariantCulture, $"| `{rule}` | {title.Zh} | {title.En} |\n");
        Assert.True(RuleShelf.Standard.Succeeded(out var shelf, out _));
        foreach (var set in shelf.Records.GroupBy(r => (r.RuleSetId, r.Jurisdiction)).OrderBy(g => g.Key.RuleSetId, StringComparer.Ordinal))
        {
            book.Append(CultureInfo.InvariantCulture, $"\n## 3. Records of {set.Key.RuleSetId} ({set.Key.Jurisdiction})\n\n");
            book.Append("| rule | text and article | in force | figures | certainty | verified |\n| --- | --- | --- | --- | --- | --- |\n");
            foreach (var record in set) book.Append(Row(record));
        }

        return book.ToString();
    }

    private static string Row(RuleRecord r)
    {
        var figures = string.Join(" · ", r.Params.Select(p => $"{p.Key} {p.Value ?? "none"}"));
        var grades = string.Join(" · ", r.Confidence.Select(c => $"{c.Key} {c.Value}"));
        return $"| `{r.RuleId}` | {r.LegalBasis} {r.ArticleNo ?? "（条号未见）"} | {r.EffectiveFrom:yyyy-MM-dd} – {r.EffectiveTo:yyyy-MM-dd} "
            + $"| {figures} | {grades} | {(r.IsVerified ? $"{r.VerifiedBy} {r.VerifiedOn:yyyy-MM-dd}" : "–")} |\n";
    }
}
