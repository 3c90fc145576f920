using Voltward.App.Cases;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.Tests.Cases;

/// <summary>
/// Walks every state of the case flow that the guards of the product allow: roles × steps × grants × time, with hand-over and interruption.
/// Each step asks the same functions as the use cases do; a judge of its own says what was unlawful.
/// </summary>
internal sealed class CaseExploration(CaseWorld world, Guard? without = null, bool forget = false)
{
    private static readonly DateTimeOffset Early = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private readonly CaseJudge _judge = new(world);
    private readonly CaseForgetting _forgetting = new(world);
    private readonly Dictionary<(ulong Grants, bool Late), List<Actor>> _actors = [];
    private readonly Dictionary<ulong, List<DutyDone>> _duties = [];
    private readonly Dictionary<(int Pack, CaseEvent Step, bool Served), bool> _packs = [];

    /// <summary>States reached.</summary>
    public int States { get; private set; }

    /// <summary>Steps tried.</summary>
    public long Steps { get; private set; }

    /// <summary>What the judge calls unlawful, with the first step of each kind.</summary>
    public IReadOnlyDictionary<string, string> Unlawful => _judge.Unlawful;

    /// <summary>Cases closed and cuts made, so that a walk that comes nowhere is noticed.</summary>
    public (int Closed, int Cuts, int Decisions) Ends { get; private set; }

    /// <param name="most">States after which the walk gives up; it must not be reached when all are to be counted.</param>
    /// <param name="stopAtFirst">Whether the first unlawful step is enough.</param>
    public CaseExploration Run(int most = int.MaxValue, bool stopAtFirst = false)
    {
        var seen = new HashSet<CaseNode>();
        var open = new Stack<CaseNode>();
        open.Push(new(CaseState.Opened, 0, 0, 0, false, false, null, null, -1, -1, -1));
        while (open.TryPop(out var node) && seen.Count < most && !(stopAtFirst && Unlawful.Count > 0))
        {
            if (!seen.Add(node)) continue;
            foreach (var next in Successors(node))
            {
                var kept = forget ? _forgetting.Of(next) : next;
                if (!seen.Contains(kept)) open.Push(kept);
            }
        }

        States = seen.Count;
        return this;
    }

    private IEnumerable<CaseNode> Successors(CaseNode node)
    {
        if (!node.Late) yield return node with { Late = true };
        if (node.State is not (CaseState.Closed or CaseState.Dropped))
        {
            foreach (var part in (int[])[1, 2, 4])
            {
                if ((node.Pack & part) == 0) yield return node with { Pack = node.Pack | part };
            }
        }

        if (!_actors.TryGetValue((node.Grants, node.Late), out var actors)) _actors[(node.Grants, node.Late)] = actors = [.. Enumerable.Range(0, world.People.Count).Select(p => ActorOf(node, p))];
        foreach (var next in CaseSteps(node, actors)) yield return next;
        foreach (var next in GrantSteps(node)) yield return next;
        foreach (var next in HandoverSteps(node, actors)) yield return next;
        foreach (var next in CutSteps(node, actors)) yield return next;
    }

    private IEnumerable<CaseNode> CaseSteps(CaseNode node, List<Actor> actors)
    {
        foreach (var step in CaseNext.Steps)
        {
            if (!StateAfter(node.State, step.Step).Succeeded(out var state, out _)) continue;
            for (var p = 0; p < actors.Count; p++)
            {
                Steps++;
                var actor = actors[p];
                if (Holds(Guard.StepRole) && !actor.Is(step.Role)) continue;
                if (step.Duty is { } duty && Refused(node, duty, actor)) continue;
                if (PackRefuses(node, step.Step)) continue;
                if (step.Step == CaseEvent.Close && Holds(Guard.EmergencyApproved) && node.GlassUsed && !GlassApproved(node)) continue;
                if (step.Step == CaseEvent.Drop && Holds(Guard.DropByOutsider) && node.Count(p) > 0) continue;
                var borrowed = actor.Borrows(step.Role);
                var from = borrowed?.From is { } name ? IndexOf(name) : -1;
                if (step.Step is CaseEvent.Uphold or CaseEvent.Recalculate && Holds(Guard.AnswerByOutsider) && (node.Count(p) > 0 || (from >= 0 && node.Count(from) > 0))) continue;
                var next = node with { State = state, GlassUsed = node.GlassUsed || borrowed is { From: null } };
                if (step.Duty is { } taken)
                {
                    next = next.With(p, taken);
                    if (from >= 0) next = next.With(from, taken);
                }

                _judge.Look(node, step, p, next);
                if (step.Step == CaseEvent.Close) Ends = Ends with { Closed = Ends.Closed + 1 };
                yield return next;
            }
        }
    }

    private bool Refused(CaseNode node, Duty duty, Actor actor)
    {
        if (!_duties.TryGetValue(node.Duties, out var done))
        {
            _duties[node.Duties] = done =
                [.. from p in Enumerable.Range(0, world.People.Count) from d in Enum.GetValues<Duty>() where node.Did(p, d) select new DutyDone(d, world.People[p].Name)];
        }

        var people = Holds(Guard.DutyOfWhoIsStoodInFor) ? DutyRules.People(duty, actor) : [actor.PersonId];
        return Holds(Guard.DutySeparate) && DutyRules.MayTake(duty, people, done).Problem is not null;
    }

    /// <summary>The evidence pack as the use cases ask for it.</summary>
    private bool PackRefuses(CaseNode node, CaseEvent step)
    {
        PackStage? stage = step switch
        {
            CaseEvent.Investigate => PackStage.OnSite,
            CaseEvent.Approve => PackStage.Confirmed,
            CaseEvent.Close => PackStage.NoticeServed,
            _ => null,
        };
        if (stage is not { } asked) return false;
        var served = node.State is CaseState.NoticeServed or CaseState.Disputed or CaseState.Paid or CaseState.Closed;
        if (!_packs.TryGetValue((node.Pack, step, served), out var refuses)) _packs[(node.Pack, step, served)] = refuses = PackRefuses(node, asked, served);
        return refuses;
    }

    private bool PackRefuses(CaseNode node, PackStage asked, bool served)
    {
        var pack = new CasePack(
            new Dictionary<PackStage, IReadOnlyList<string>> { [PackStage.OnSite] = ["EVD-7"], [PackStage.Confirmed] = ["EVD-8"], [PackStage.NoticeServed] = ["EVD-11"] },
            new HashSet<string>([.. node.OnSite ? (string[])["EVD-7"] : [], .. node.Confirmed ? (string[])["EVD-8"] : [], .. served ? (string[])["EVD-11"] : []]),
            [], ["Vacancy"], node.Innocent ? [new() { Explanation = "Vacancy", Excluded = 1 }] : []);
        return pack.Refuse(asked) is { } refused && (refused.Code, asked) switch
        {
            ("case.evidence-incomplete", PackStage.OnSite) => Holds(Guard.PackOnSite),
            ("case.evidence-incomplete", PackStage.Confirmed) => Holds(Guard.PackConfirmed),
            ("case.evidence-incomplete", _) => Holds(Guard.PackWhole),
            _ => Holds(Guard.InnocentTested),
        };
    }

    private IEnumerable<CaseNode> GrantSteps(CaseNode node)
    {
        for (var g = 0; g < world.Grants.Count; g++)
        {
            var (ask, stage) = (world.Grants[g], node.Stage(g));
            Steps++;
            if (stage == GrantStage.None && !node.Late)
            {
                var refused = BorrowRules.RefuseAsking(GrantOf(node, g), world.People[ask.Who].Own.ToHashSet(), FromHolds(ask));
                if (refused is null || (refused.Code == "access.role-not-lent" && !Holds(Guard.RoleIsLent)) || (refused.Code == "access.role-stands-alone" && !Holds(Guard.RoleIsLent))) yield return node.With(g, GrantStage.Asked);
            }

            if (stage is GrantStage.Asked or GrantStage.Approved) yield return node.With(g, GrantStage.Ended, node.ApprovedBy(g));
            if (stage != GrantStage.Asked) continue;
            for (var p = 0; p < world.People.Count; p++)
            {
                var refused = BorrowRules.RefuseApproval(GrantOf(node, g), world.People[p].Name, world.People[p].Own.Contains(Role.Manager), Now(node));
                if (refused is not null && !(refused.Code == "access.own-grant" && !Holds(Guard.GrantApproverIsOther)) && !(refused.Code == "access.role-missing" && !Holds(Guard.GrantApproverIsManager))) continue;
                _judge.Approved(ask, p);
                yield return node.With(g, GrantStage.Approved, p);
            }
        }
    }

    private IEnumerable<CaseNode> HandoverSteps(CaseNode node, List<Actor> actors)
    {
        if (!world.Handover) yield break;
        foreach (var step in Enum.GetValues<HandoverStep>())
        {
            if (!HandoverRules.Next(node.Handover, step).Succeeded(out var next, out _))
            {
                if (Holds(Guard.HandoverOrder)) continue;
                next = step switch { HandoverStep.Send => HandoverState.Sent, HandoverStep.Receive => HandoverState.Received, HandoverStep.Return => HandoverState.Returned, HandoverStep.Decide => HandoverState.Decided };
            }

            if (step == HandoverStep.Send && Holds(Guard.HandoverConfirmed) && !HandoverRules.MayBeSent(node.State)) continue;
            for (var p = 0; p < actors.Count; p++)
            {
                Steps++;
                if (Holds(Guard.HandoverTaker) && HandoverRules.Refuse(step, actors[p]) is not null) continue;
                if (step == HandoverStep.Send && Refused(node, Duty.Record, actors[p])) continue;
                _judge.Handed(node, step, p);
                if (step == HandoverStep.Decide) Ends = Ends with { Decisions = Ends.Decisions + 1 };
                yield return (step == HandoverStep.Send ? node.With(p, Duty.Record) : node) with { Handover = next };
            }
        }
    }

    private IEnumerable<CaseNode> CutSteps(CaseNode node, List<Actor> actors)
    {
        if (!world.Cut || node.State is CaseState.Closed or CaseState.Dropped) yield break;
        foreach (var step in (InterruptionStep[])[InterruptionStep.Propose, InterruptionStep.Approve, InterruptionStep.Order, InterruptionStep.Interrupt, InterruptionStep.RemoveCause, InterruptionStep.Restore])
        {
            var allowed = node.Cut is { } cut
                ? InterruptionStates.Next(cut, step).Succeeded(out var next, out _) ? next : (InterruptionState?)null
                : step == InterruptionStep.Propose ? InterruptionState.Proposed : null;
            if (allowed is null && !Holds(Guard.CutOrder) && step is InterruptionStep.Interrupt) allowed = InterruptionState.Interrupted;
            if (allowed is not { } state) continue;
            for (var p = 0; p < actors.Count; p++)
            {
                Steps++;
                if (!actors[p].Is(InterruptionStates.Taker(step))) continue;
                if (step is InterruptionStep.Order or InterruptionStep.Interrupt && CutGates.Missing(FileOf(node), Conditions, Early, _ => false).Any(g => Holds(OfGate(g)))) continue;
                _judge.Cut(node, step);
                if (step == InterruptionStep.Interrupt) Ends = Ends with { Cuts = Ends.Cuts + 1 };
                var from = actors[p].Borrows(InterruptionStates.Taker(step))?.From is { } name ? IndexOf(name) : -1;
                yield return node with { Cut = state, Proposer = step == InterruptionStep.Propose ? p : node.Proposer, Approver = step == InterruptionStep.Approve ? p : node.Approver, ApproverFor = step == InterruptionStep.Approve ? from : node.ApproverFor };
            }
        }
    }

    private static readonly CutConditions Conditions = new(CutMode.AnyTime, new(3, 7, 30), ["EVD-7"], [], ["Vacancy"], 30, false, false);

    private static Guard OfGate(CutGate gate) => gate switch
    {
        CutGate.Evidence => Guard.CutEvidence,
        CutGate.InnocentTested => Guard.CutInnocent,
        CutGate.NoOpenDispute => Guard.CutDispute,
        _ => Guard.CutApproverTookNoPart,
    };

    private CutFile FileOf(CaseNode node) => new()
    {
        Ground = CutGround.Theft,
        ProposedBy = node.Proposer < 0 ? null : world.People[node.Proposer].Name,
        PlannedAt = Early.AddDays(1),
        Inspectors = ["x", "y"],
        IdentityShown = true,
        Evidence = node.OnSite ? ["EVD-7"] : [],
        InnocentTested = node.Innocent ? ["Vacancy"] : [],
        Approval = node.Approver < 0 ? null : new(world.People[node.Approver].Name, Early, true, Holds(Guard.CutDelegateCounts) && node.ApproverFor >= 0 ? world.People[node.ApproverFor].Name : null),
        Notice = new(Early, "EMS"),
        DisputeOpen = node.State == CaseState.Disputed,
    };

    private Outcome<CaseState> StateAfter(CaseState state, CaseEvent step) => Holds(Guard.StepOrder) ? CaseStates.Next(state, step) : CaseJudge.Aim(step);

    private Actor ActorOf(CaseNode node, int person)
    {
        var own = world.People[person].Own.ToHashSet();
        var borrowed = new List<BorrowedRole>();
        for (var g = 0; g < world.Grants.Count; g++)
        {
            var ask = world.Grants[g];
            if (ask.Who != person || node.Stage(g) is GrantStage.None or GrantStage.Ended || own.Contains(ask.Role)) continue;
            var counts = BorrowRules.Counts(GrantOf(node, g), Now(node), FromHolds(ask)) || (!Holds(Guard.RoleIsLent) && !BorrowRules.MayBeBorrowed(ask.Kind, ask.Role));
            if (counts) borrowed.Add(new(ask.Role, $"g{g}", ask.From < 0 ? null : world.People[ask.From].Name));
        }

        var roles = own.Concat(borrowed.Select(b => b.Role)).ToHashSet();
        if (world.BothSides && person == 3 && !Holds(Guard.RolesApart) && Roles.Together(roles.Append(Role.Authority).ToHashSet()) is not null) roles.Add(Role.Authority);
        return new Actor(world.People[person].Name, world.People[person].Name, roles, "/") { Borrowed = borrowed };
    }

    private RoleGrant GrantOf(CaseNode node, int g)
    {
        var ask = world.Grants[g];
        var approver = node.Stage(g) == GrantStage.Approved ? world.People[node.ApprovedBy(g)].Name : Holds(Guard.GrantApproved) ? null : "nobody";
        var asking = node.Stage(g) is GrantStage.None or GrantStage.Asked;
        return new(
            ask.Kind, world.People[ask.Who].Name, ask.Role, ask.From < 0 ? null : world.People[ask.From].Name, Early,
            Holds(Guard.GrantExpires) || asking ? Early + BorrowRules.Emergency : DateTimeOffset.MaxValue, node.Stage(g) == GrantStage.Asked && !Holds(Guard.GrantApproved) ? approver : node.Stage(g) == GrantStage.Approved ? approver : null, node.Stage(g) == GrantStage.Ended);
    }

    private bool FromHolds(Askable ask) => !Holds(Guard.DelegatorHolds) || (ask.From >= 0 && world.People[ask.From].Own.Contains(ask.Role));

    private bool GlassApproved(CaseNode node) => Enumerable.Range(0, world.Grants.Count).All(g => world.Grants[g].Kind != BorrowKind.Glass || node.ApprovedBy(g) != 31 || node.Stage(g) == GrantStage.None);

    private static DateTimeOffset Now(CaseNode node) => node.Late ? Early.AddDays(2) : Early.AddHours(1);

    private int IndexOf(string name) => world.People.Select((s, i) => (s, i)).First(x => x.s.Name == name).i;

    private bool Holds(Guard guard) => without != guard;
}
