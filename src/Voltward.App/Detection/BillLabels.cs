using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>One known outcome: an inspection found theft or breach, or found nothing.</summary>
/// <param name="Customer">Customer number.</param>
/// <param name="Hit">Whether something was found.</param>
/// <param name="DecidedOn">Day of the inspection; bills from that day on are not used to learn. Null when not known.</param>
public sealed record BillLabel(string Customer, bool Hit, DateOnly? DecidedOn)
{
    /// <summary>Crew that looked; null when not known.</summary>
    public string? Crew { get; init; }

    /// <summary>Share of thefts that the visits of this customer overlook together, 0 to 1.</summary>
    public double Omission { get; init; }
}

/// <summary>Outcomes from a file or from our own records.</summary>
public static class BillLabels
{
    /// <summary>
    /// A CSV with a header: a column <c>target</c> of 0 and 1, an optional column <c>decided_on</c>, and one more that holds the customer number.
    /// </summary>
    public static async Task<Outcome<IReadOnlyList<BillLabel>>> ReadAsync(string file, CancellationToken stop)
    {
        if (!File.Exists(file)) return BillProblems.NoLabelFile(file);
        var lines = await File.ReadAllLinesAsync(file, stop);
        var header = lines.Length == 0 ? [] : Cells(lines[0]);
        var target = Array.IndexOf(header, "target");
        var decided = Array.IndexOf(header, "decided_on");
        var customer = Enumerable.Range(0, header.Length).FirstOrDefault(i => i != target && i != decided, -1);
        if (target < 0 || customer < 0) return BillProblems.LabelHeader(file);

        var labels = new Dictionary<string, BillLabel>(StringComparer.Ordinal);
        for (var row = 1; row < lines.Length; row++)
        {
            if (string.IsNullOrWhiteSpace(lines[row])) continue;
            var cells = Cells(lines[row]);
            DateOnly? day = null;
            if (cells.Length != header.Length || cells[target] is not ("0" or "1" or "0.0" or "1.0")) return BillProblems.LabelRow(file, row + 1);
            if (decided >= 0 && cells[decided] != "")
            {
                if (!DateOnly.TryParseExact(cells[decided], "yyyy-MM-dd", out var parsed)) return BillProblems.LabelRow(file, row + 1);
                day = parsed;
            }

            if (!labels.TryAdd(cells[customer], new(cells[customer], cells[target][0] == '1', day))) return BillProblems.LabelTwice(file, row + 1, cells[customer]);
        }

        return labels.Values.ToArray();
    }

    /// <summary>
    /// Inspections on record with an outcome; the earliest hit of a customer, else the latest visit, counts. Nobody at home says nothing. Several
    /// visits without a finding overlook together what each of them overlooks.
    /// </summary>
    public static async Task<IReadOnlyList<BillLabel>> RecordedAsync(Database database, DetectionChance chance, CancellationToken stop)
    {
        await using var look = await database.LookAsync(Actor.System, stop);
        var rows = await BillOutcomeQueries.AllAsync(look);
        return [.. rows.GroupBy(r => r.Customer, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
            g.Where(r => r.Hit).OrderBy(r => r.DecidedOn).FirstOrDefault() ?? g.OrderBy(r => r.DecidedOn).Last() with { Omission = g.Aggregate(1.0, (left, r) => left * chance.OmissionOf(r.Crew)) })];
    }

    private static string[] Cells(string line) => [.. line.TrimStart('\uFEFF').Split(',').Select(c => c.Trim().Trim('"'))];
}
