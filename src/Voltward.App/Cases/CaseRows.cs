using System.Text.Json;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>A settlement with its trace. Energy Wh, money fen.</summary>
public sealed record SettlementView(
    long Version,
    string RuleId,
    string State,
    long? EnergyWh,
    long? ChargeFen,
    long? PenaltyFen,
    JsonElement Inputs,
    JsonElement Result,
    IReadOnlyList<DeterminationLine> Lines,
    Problem? Blocked,
    string CalculatedBy,
    DateTimeOffset CalculatedAt,
    string? ReviewedBy,
    DateTimeOffset? ReviewedAt,
    string? ReviewNote)
{
    internal static SettlementView Of(Stored s) => new(
        s.Version, s.RuleId, s.State, s.EnergyWh, s.ChargeFen, s.PenaltyFen,
        JsonSerializer.Deserialize<JsonElement>(s.Inputs), JsonSerializer.Deserialize<JsonElement>(s.Result),
        JsonSerializer.Deserialize<List<DeterminationLine>>(s.Lines, CaseText.Json)!,
        s.Blocked is null ? null : JsonSerializer.Deserialize<Problem>(s.Blocked, CaseText.Json),
        s.CalculatedBy, s.CalculatedAt, s.ReviewedBy, s.ReviewedAt, s.ReviewNote);

    internal sealed class Stored
    {
        public long Version { get; init; }

        public string RuleId { get; init; } = "";

        public string State { get; init; } = "";

        public long? EnergyWh { get; init; }

        public long? ChargeFen { get; init; }

        public long? PenaltyFen { get; init; }

        public string Inputs { get; init; } = "{}";

        public string Result { get; init; } = "{}";

        public string Lines { get; init; } = "[]";

        public string? Blocked { get; init; }

        public string CalculatedBy { get; init; } = "";

        public DateTimeOffset CalculatedAt { get; init; }

        public string? ReviewedBy { get; init; }

        public DateTimeOffset? ReviewedAt { get; init; }

        public string? ReviewNote { get; init; }
    }
}

/// <summary>Who took which step, and as which duty.</summary>
public sealed class CaseStepRow
{
    public string Step { get; init; } = "";

    public string? Duty { get; init; }

    public string Actor { get; init; } = "";

    public string? ActorName { get; init; }

    public DateTimeOffset At { get; init; }

    public string? Note { get; init; }
}

/// <summary>A document of a case; its bytes lie in the evidence folder under the hash.</summary>
public sealed class DocumentRow
{
    public string DocumentId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Number { get; init; } = "";

    public string Sha256 { get; init; } = "";

    public long Bytes { get; init; }

    public string MediaType { get; init; } = "";

    public string MadeBy { get; init; } = "";

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? ServedAt { get; init; }

    public string? ServedHow { get; init; }

    public string? ServedProof { get; init; }
}

/// <summary>A payment, fen, of one kind of money.</summary>
public sealed class PaidRow
{
    public string Money { get; init; } = "";

    public long AmountFen { get; init; }

    public DateOnly PaidOn { get; init; }

    public string ReceiptNo { get; init; } = "";

    public string TakenBy { get; init; } = "";
}

/// <summary>A contested item with its answer.</summary>
public sealed class DisputeRow
{
    public string Item { get; init; } = "";

    public string Reason { get; init; } = "";

    public DateTimeOffset RaisedAt { get; init; }

    public string RecordedBy { get; init; } = "";

    public string? Answer { get; init; }

    public long? Upheld { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public string? AnsweredBy { get; init; }
}
