using Voltward.Domain.Access;
using Voltward.Domain.Cases;

namespace Voltward.Tests.Cases;

/// <summary>What is unlawful in a case flow, written as plain sentences and not from the guards.</summary>
internal sealed class CaseJudge(CaseWorld world)
{
    private readonly Dictionary<string, string> _unlawful = [];

    public IReadOnlyDictionary<string, string> Unlawful => _unlawful;

    /// <summary>Where a step leads, whatever it comes from.</summary>
    public static CaseState Aim(CaseEvent step) => step switch
    {
        CaseEvent.Investigate or CaseEvent.Return or CaseEvent.Recalculate => CaseState.Investigated,
        CaseEvent.Calculate => CaseState.Calculated,
        CaseEvent.Approve => CaseState.Approved,
        CaseEvent.IssueNotice => CaseState.NoticeIssued,
        CaseEvent.ServeNotice or CaseEvent.Uphold => CaseState.NoticeServed,
        CaseEvent.Dispute => CaseState.Disputed,
        CaseEvent.PayInFull => CaseState.Paid,
        CaseEvent.Close => CaseState.Closed,
        CaseEvent.Drop => CaseState.Dropped,
        CaseEvent.Reopen => CaseState.Opened,
    };

    /// <summary>A step of the case was taken.</summary>
    public void Look(CaseNode before, NextStep step, int person, CaseNode after)
    {
        if (!Before(step.Step).Contains(before.State)) Say("a step out of order", step.Step, person);
        if (!IsEntitled(before, step.Role, person)) Say("a step without the role", step.Step, person);
        for (var p = 0; p < world.People.Count; p++)
        {
            if (after.Count(p) > 1) Say("two duties of a case count for one person", step.Step, p);
        }

        if (step.Step == CaseEvent.Investigate && !(before.OnSite && before.Innocent)) Say("facts complete without the evidence of the site or the innocent explanations", step.Step, person);
        if (step.Step == CaseEvent.Approve && !before.Confirmed) Say("approved without the laboratory's report", step.Step, person);
        if (step.Step == CaseEvent.Close)
        {
            if (!before.Confirmed || before.State != CaseState.Paid) Say("closed without the whole pack", step.Step, person);
            if (before.GlassUsed && !EmergenciesApproved(before)) Say("closed with an emergency that nobody approved", step.Step, person);
        }

        if (step.Step is CaseEvent.Uphold or CaseEvent.Recalculate && before.Count(person) > 0) Say("a dispute answered by one who took part", step.Step, person);
        if (step.Step == CaseEvent.Drop && before.Count(person) > 0) Say("dropped by one who took part", step.Step, person);
    }

    /// <summary>A grant was approved.</summary>
    public void Approved(Askable grant, int by)
    {
        if (by == grant.Who || by == grant.From) Say("a grant approved by whom it is about", grant.Role, by);
        if (!world.People[by].Own.Contains(Role.Manager)) Say("a grant approved by one who is no manager", grant.Role, by);
    }

    /// <summary>A step of a hand-over was taken.</summary>
    public void Handed(CaseNode before, HandoverStep step, int by)
    {
        var company = !world.People[by].Own.Contains(Role.Authority);
        if (step == HandoverStep.Send)
        {
            if (before.State is CaseState.Opened or CaseState.Investigated or CaseState.Calculated or CaseState.Dropped) Say("handed over before it was confirmed", step, by);
            if (before.Handover is not null) Say("handed over twice", step, by);
            if (!company) Say("the authority reports to itself", step, by);
            return;
        }

        if (company) Say(step == HandoverStep.Decide ? "the company issues a decision" : "the company acts as the authority", step, by);
        if (step == HandoverStep.Decide && before.Handover != HandoverState.Received) Say("decided before it was received", step, by);
        if (step == HandoverStep.Receive && before.Handover != HandoverState.Sent) Say("received what was not sent", step, by);
        if (step == HandoverStep.Return && before.Handover is not (HandoverState.Sent or HandoverState.Received)) Say("sent back what is not there", step, by);
    }

    /// <summary>A step of an interruption was taken.</summary>
    public void Cut(CaseNode before, InterruptionStep step)
    {
        if (step is not (InterruptionStep.Order or InterruptionStep.Interrupt)) return;
        if (step == InterruptionStep.Interrupt && before.Cut != InterruptionState.Ordered) Say("a cut without an order", step, -1);
        if (before.State == CaseState.Disputed) Say("a cut while the customer contests", step, -1);
        if (!before.OnSite) Say("a cut without the evidence of the site", step, -1);
        if (!before.Innocent) Say("a cut before the innocent explanations were tested", step, -1);
        if (before.Approver < 0 || before.Approver == before.Proposer || before.ApproverFor == before.Proposer) Say("a cut approved by who proposed it", step, -1);
    }

    private static CaseState[] Before(CaseEvent step) => step switch
    {
        CaseEvent.Investigate => [CaseState.Opened, CaseState.Investigated],
        CaseEvent.Calculate => [CaseState.Investigated],
        CaseEvent.Approve or CaseEvent.Return => [CaseState.Calculated],
        CaseEvent.IssueNotice => [CaseState.Approved],
        CaseEvent.ServeNotice => [CaseState.NoticeIssued],
        CaseEvent.Dispute or CaseEvent.PayInFull => [CaseState.NoticeServed],
        CaseEvent.Uphold or CaseEvent.Recalculate => [CaseState.Disputed],
        CaseEvent.Close => [CaseState.Paid],
        CaseEvent.Drop => [CaseState.Opened, CaseState.Investigated, CaseState.Calculated, CaseState.Disputed],
        _ => [],
    };

    /// <summary>An own role; or one delegated by its owner and approved by a manager apart; or an emergency of today that the company lends.</summary>
    private bool IsEntitled(CaseNode node, Role role, int person)
    {
        if (world.People[person].Own.Contains(role)) return true;
        for (var g = 0; g < world.Grants.Count; g++)
        {
            var grant = world.Grants[g];
            if (grant.Who != person || grant.Role != role || node.Late || role is Role.Authority or Role.SystemAdministrator or Role.Customer or Role.System) continue;
            if (grant.Kind == BorrowKind.Glass && role != Role.Manager && node.Stage(g) is GrantStage.Asked or GrantStage.Approved) return true;
            if (grant.Kind == BorrowKind.Delegation && node.Stage(g) == GrantStage.Approved && world.People[grant.From].Own.Contains(role)) return true;
        }

        return false;
    }

    private bool EmergenciesApproved(CaseNode node) =>
        Enumerable.Range(0, world.Grants.Count).All(g => world.Grants[g].Kind != BorrowKind.Glass || node.Stage(g) == GrantStage.None || node.ApprovedBy(g) != 31);

    private void Say(string what, object step, int person) => _unlawful.TryAdd(what, $"{step} by {(person < 0 ? "–" : world.People[person].Name)}");
}
