using System.Text.Json.Nodes;
using Voltward.Domain.Cases;

namespace Voltward.App.Cases.Determining;

/// <summary>Adds up the periods of a conduct that crosses a change of rules; each period stays visible.</summary>
internal static class Segments
{
    /// <summary>Writes multiple, penalty and total, and one entry per period when there is more than one.</summary>
    /// <param name="sheet">The question.</param>
    /// <param name="parts">Periods with charge, penalty and multiple.</param>
    /// <param name="more">Adds what else a rule says of its periods.</param>
    public static void Write(
        Sheet sheet,
        IReadOnlyList<(Ground Ground, BackBilledCharge Charge, PenaltyCharge? Penalty, decimal? Multiple)> parts,
        Action<int, JsonObject>? more = null)
    {
        var charge = parts.Select(p => p.Charge).Aggregate((a, b) => a + b);
        PenaltyCharge? penalty = parts.Any(p => p.Penalty is null)
            ? null
            : parts.Select(p => p.Penalty!.Value).Aggregate((a, b) => a + b);
        var multiples = parts.Select(p => p.Multiple).Distinct().ToList();
        PenaltyAnswers.Write(sheet, multiples.Count == 1 ? multiples[0] : null, charge, penalty);
        if (parts.Count < 2) return;

        var segments = new JsonArray();
        for (var i = 0; i < parts.Count; i++)
        {
            var (ground, part, extra, multiple) = parts[i];
            var segment = new JsonObject
            {
                ["ruleSet"] = ground.Main.Record.RuleSetId,
                ["from"] = $"{ground.Period?.From:yyyy-MM-dd}",
                ["to"] = $"{ground.Period?.To:yyyy-MM-dd}",
                ["days"] = ground.Period?.Days,
                ["charge"] = Figures.Money(part.Amount.Value),
                ["multiplier"] = multiple is { } m ? JsonValue.Create(Figures.Plain(m)) : null,
                ["penalty"] = extra is { } p ? JsonValue.Create(Figures.Money(p.Amount.Value)) : null,
            };
            more?.Invoke(i, segment);
            segments.Add(segment);
        }

        sheet.Result["segments"] = segments;
    }
}
