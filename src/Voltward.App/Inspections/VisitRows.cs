namespace Voltward.App.Inspections;

/// <summary>The head of a visit.</summary>
public sealed class VisitSummary
{
    internal const string Columns =
        """
        select v.visit_id as VisitId, v.order_no as OrderNo, v.checklist_id as ChecklistId, v.state as State, v.started_at as StartedAt,
               v.finished_at as FinishedAt, v.device_id as DeviceId, v.supersedes as Supersedes, v.identity_shown_at as IdentityShownAt,
               v.purpose_stated as PurposeStated, v.safety_confirmed_at as SafetyConfirmedAt, v.customer_present as CustomerPresent,
               v.signature as Signature, v.refusal_reason as RefusalReason, v.undone as Undone, v.void_reasons as VoidReasons, v.flags as Flags,
               v.content_sha256 as ContentSha256, v.received_at as ReceivedAt, v.submitted_by as SubmittedBy, v.reviewed_by as ReviewedBy,
               r.name as ReviewerName, v.reviewed_at as ReviewedAt, v.review_note as ReviewNote,
               (select count(*) from visit_conflict x where x.visit_id = v.visit_id) as Conflicts
        from visit v left join person r on r.person_id = v.reviewed_by
        """;

    public string VisitId { get; init; } = "";

    public string OrderNo { get; init; } = "";

    public string ChecklistId { get; init; } = "";

    /// <summary>started, submitted, accepted, returned, void.</summary>
    public string State { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? DeviceId { get; init; }

    public string? Supersedes { get; init; }

    public DateTimeOffset? IdentityShownAt { get; init; }

    public long PurposeStated { get; init; }

    public DateTimeOffset? SafetyConfirmedAt { get; init; }

    public string? CustomerPresent { get; init; }

    /// <summary>signed-for, refused, absent; null at a transformer.</summary>
    public string? Signature { get; init; }

    public string? RefusalReason { get; init; }

    /// <summary>JSON array of codes, as the three below.</summary>
    public string? Undone { get; init; }

    public string? VoidReasons { get; init; }

    public string? Flags { get; init; }

    public string? ContentSha256 { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public string? SubmittedBy { get; init; }

    public string? ReviewedBy { get; init; }

    public string? ReviewerName { get; init; }

    public DateTimeOffset? ReviewedAt { get; init; }

    public string? ReviewNote { get; init; }

    /// <summary>How often the same id came with other content.</summary>
    public long Conflicts { get; init; }
}

/// <summary>One inspector's sign-in; counted when of the crew and qualified.</summary>
public sealed class InspectorRow
{
    public string PersonId { get; init; } = "";

    public string Name { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>account, code or none.</summary>
    public string Proof { get; init; } = "";

    public long Counted { get; init; }
}

/// <summary>One answered item.</summary>
public sealed class ItemRow
{
    public string Code { get; init; } = "";

    /// <summary>ok, fail, not-applicable, not-possible.</summary>
    public string Answer { get; init; } = "";

    public double? Value { get; init; }

    public string? Unit { get; init; }

    public string? Note { get; init; }

    public long Implausible { get; init; }

    public long Failed { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>One measurement.</summary>
public sealed class MeasurementRow
{
    public string Quantity { get; init; } = "";

    public string? Phase { get; init; }

    public double Value { get; init; }

    public string Unit { get; init; } = "";

    public long Implausible { get; init; }

    public string? Instrument { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>A seal on site against the register.</summary>
public sealed class SealResultRow
{
    public string Position { get; init; } = "";

    public string? ExpectedNo { get; init; }

    public string? FoundNo { get; init; }

    /// <summary>intact, broken, missing, other-number, unregistered, not-checked.</summary>
    public string Condition { get; init; } = "";
}

/// <summary>A photo; its bytes lie in the evidence folder under the hash.</summary>
public sealed class PhotoRow
{
    public long N { get; init; }

    public string Sha256 { get; init; } = "";

    public long Bytes { get; init; }

    public string? ItemCode { get; init; }

    public string Shot { get; init; } = "";

    public string MediaType { get; init; } = "";

    public DateTimeOffset? TakenAt { get; init; }
}

/// <summary>Why an item was sent back.</summary>
public sealed class ReturnReasonRow
{
    public string Code { get; init; } = "";

    public string Reason { get; init; } = "";
}

/// <summary>A finding of a visit, with its case.</summary>
public sealed class FindingSummary
{
    public string FindingId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? RuleId { get; init; }

    public string? Method { get; init; }

    public string Description { get; init; } = "";

    public string State { get; init; } = "";

    public string? CaseNo { get; init; }
}
