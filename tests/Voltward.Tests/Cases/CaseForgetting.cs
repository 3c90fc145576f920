using Voltward.Domain.Access;
using Voltward.Domain.Cases;

namespace Voltward.Tests.Cases;

/// <summary>
/// Drops from a state what neither a guard nor the judge will ask again, so that states which can go on alike are walked once. Holds only
/// while every guard is in place; a test compares walks with and without it.
/// </summary>
internal sealed class CaseForgetting(CaseWorld world)
{
    public CaseNode Of(CaseNode node)
    {
        var over = node.State is CaseState.Closed or CaseState.Dropped;

        // An interruption ends with its case here; after the cut nobody asks who proposed and approved it.
        if (over) node = node with { Cut = null, Pack = 0, GlassUsed = false };
        if (node.Cut is not (InterruptionState.Proposed or InterruptionState.Ordered)) node = node with { Proposer = -1, Approver = -1, ApproverFor = -1 };
        if (over && (!world.Handover || node.Handover is HandoverState.Returned or HandoverState.Decided)) return node with { Duties = 0, Grants = 0, Late = true };
        for (var g = 0; g < world.Grants.Count; g++) node = Grant(node, g);
        return node;
    }

    private CaseNode Grant(CaseNode node, int g)
    {
        var (ask, stage) = (world.Grants[g], node.Stage(g));
        if (stage == GrantStage.Asked && !(ask.Kind == BorrowKind.Glass && node.GlassUsed)) return node;

        // A grant over lends nothing, and one not asked for in time never will; only whether an emergency that was used was approved is asked at the close.
        var counts = ask.Kind == BorrowKind.Glass && node.GlassUsed;
        if (stage is GrantStage.Ended || (node.Late && stage is GrantStage.None or GrantStage.Approved && !counts)) stage = GrantStage.Ended;
        if (stage == GrantStage.None || (node.Late && counts && stage == GrantStage.Asked)) return node;
        var approved = node.ApprovedBy(g) != 31 && (stage != GrantStage.Ended || counts);
        return node.With(g, stage, approved ? Stand(ask) : 31);
    }

    /// <summary>One manager for all who might have approved.</summary>
    private int Stand(Askable ask) => Enumerable.Range(0, world.People.Count).First(p => p != ask.Who && p != ask.From && world.People[p].Own.Contains(Role.Manager));
}
