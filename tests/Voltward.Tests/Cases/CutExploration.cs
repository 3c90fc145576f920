using Voltward.App.Cases;
using Voltward.Domain.Cases;

namespace Voltward.Tests.Cases;

/// <summary>
/// Walks every sequence of steps of one interruption by two people who hold every role, from nothing on file to the cut and back.
/// Whether a cut was lawful is judged by a checklist of its own, written from the reference and not from the gates.
/// </summary>
internal sealed class CutExploration(CutGround ground, CutCustomer customer, string place, Func<CutGate, bool> guards)
{
    private static readonly DateTimeOffset Served = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8));
    private static readonly DateTimeOffset InTime = Served.AddDays(7);
    private static readonly DateTimeOffset TooSoon = Served.AddHours(20);
    private static readonly string[] People = ["a", "b"];

    [Flags]
    private enum Fact
    {
        None = 0,
        SecondInspector = 1,
        Cards = 1 << 1,
        Evidence = 1 << 2,
        Innocent = 1 << 3,
        Overdue = 1 << 4,
        Urged = 1 << 5,
        RisksChecked = 1 << 6,
        DangerousLoad = 1 << 7,
        LoadSecured = 1 << 8,
        Consent = 1 << 9,
        PlannedSoon = 1 << 10,
        PlannedInTime = 1 << 11,
        Notice = 1 << 12,
        Copy = 1 << 13,
        SecondNotice = 1 << 14,
        Dispute = 1 << 15,
        Instalments = 1 << 16,
    }

    private readonly record struct Node(InterruptionState State, Fact Facts, int Proposer, int Approver);

    /// <summary>States reached.</summary>
    public int States { get; private set; }

    /// <summary>Cuts that the checklist calls unlawful.</summary>
    public int Unlawful { get; private set; }

    /// <summary>Cuts.</summary>
    public int Cuts { get; private set; }

    public CutExploration Run(IReadOnlyList<RuleRecord> records)
    {
        var law = CutLaw.On(records, place, new(2026, 3, 10), new CutFile { Ground = ground, Customer = customer }).Succeeded(out var found, out var problem)
            ? found.Conditions
            : throw new InvalidOperationException(problem.Code);
        var seen = new HashSet<Node>();
        var open = new Stack<Node>();
        foreach (var proposer in Enumerable.Range(0, People.Length)) open.Push(new(InterruptionState.Proposed, Fact.None, proposer, -1));
        while (open.TryPop(out var node))
        {
            if (!seen.Add(node)) continue;
            foreach (var next in Successors(node, law)) open.Push(next);
        }

        States = seen.Count;
        return this;
    }

    private IEnumerable<Node> Successors(Node node, CutConditions law)
    {
        if (Step(node, InterruptionStep.CheckRisks) is { } collecting)
        {
            foreach (var fact in Wanted(law)) yield return collecting with { Facts = node.Facts ^ fact };
            for (var person = 0; person < People.Length; person++) yield return collecting with { Approver = person };
        }
        else if (node.State == InterruptionState.Ordered)
        {
            // A customer may contest, or begin to pay by instalments, until the last moment.
            yield return node with { Facts = node.Facts ^ Fact.Dispute };
            yield return node with { Facts = node.Facts ^ Fact.Instalments };
        }

        foreach (var step in (InterruptionStep[])[InterruptionStep.Order, InterruptionStep.Interrupt, InterruptionStep.RemoveCause, InterruptionStep.Restore, InterruptionStep.Withdraw])
        {
            if (Step(node, step) is not { } next) continue;
            if (step is InterruptionStep.Order or InterruptionStep.Interrupt && CutGates.Missing(File(node), law, At(node), _ => false).Any(guards)) continue;
            if (step == InterruptionStep.Interrupt)
            {
                Cuts++;
                if (!IsLawful(node)) Unlawful++;
            }

            yield return next;
        }
    }

    private static Node? Step(Node node, InterruptionStep step) =>
        InterruptionStates.Next(node.State, step).Succeeded(out var state, out _) ? node with { State = state } : null;

    /// <summary>Facts that matter for some gate of this ground; the others stay as bad as they can be.</summary>
    private IEnumerable<Fact> Wanted(CutConditions law)
    {
        var standing = CutGates.Standing(new CutFile { Ground = ground, Customer = customer }, law);
        return Enum.GetValues<Fact>().Where(f => f != Fact.None && standing.Any(g => Serves(f, g)));
    }

    private static bool Serves(Fact fact, CutGate gate) => fact switch
    {
        Fact.SecondInspector => gate == CutGate.TwoInspectors,
        Fact.Cards => gate == CutGate.IdentityShown,
        Fact.Evidence => gate == CutGate.Evidence,
        Fact.Innocent => gate == CutGate.InnocentTested,
        Fact.Overdue or Fact.Urged => gate == CutGate.OverdueAndUrged,
        Fact.RisksChecked => gate == CutGate.RiskChecked,
        Fact.DangerousLoad or Fact.LoadSecured => gate == CutGate.LoadsSecured,
        Fact.Consent => gate == CutGate.AuthorityConsent,
        Fact.PlannedSoon or Fact.PlannedInTime => gate == CutGate.Planned,
        Fact.Notice => gate == CutGate.NoticeServed,
        Fact.Copy => gate == CutGate.AuthorityCopy,
        Fact.SecondNotice => gate == CutGate.SecondNotice,
        Fact.Dispute => gate == CutGate.NoOpenDispute,
        Fact.Instalments => gate == CutGate.NoKeptInstalments,
        _ => false,
    };

    private static DateTimeOffset? Planned(Node node) =>
        node.Facts.HasFlag(Fact.PlannedInTime) ? InTime : node.Facts.HasFlag(Fact.PlannedSoon) ? TooSoon : null;

    private static DateTimeOffset At(Node node) => Planned(node) ?? InTime;

    private CutFile File(Node node)
    {
        bool Has(Fact fact) => node.Facts.HasFlag(fact);
        var items = (string[])["LifeSupport", "HighRiskProcess", "Lifts", "FirePumps", "OthersOnFeed"];
        var risks = items.Skip(Has(Fact.RisksChecked) ? 0 : 1)
            .Select(i => new RiskAnswer(i, Has(Fact.DangerousLoad) && i == "Lifts", Has(Fact.LoadSecured) ? "own supply" : null));
        return new CutFile
        {
            Ground = ground,
            Customer = customer,
            ProposedBy = People[node.Proposer],
            PlannedAt = Planned(node),
            Inspectors = Has(Fact.SecondInspector) ? ["i1", "i2"] : ["i1", "i1"],
            IdentityShown = Has(Fact.Cards),
            Evidence = Has(Fact.Evidence) ? ["EVD-1", "EVD-2", "EVD-3", "EVD-4", "EVD-5", "EVD-6", "EVD-7"] : ["EVD-1", "EVD-2", "EVD-4", "EVD-5", "EVD-6", "EVD-7"],
            InnocentTested = Has(Fact.Innocent) ? ["Vacancy", "Renovation", "Solar", "ChangedEquipment", "CurrentTransformerFault", "Topology", "DataGap"] : ["Vacancy"],
            OverdueDays = Has(Fact.Overdue) ? 31 : 30,
            Urged = Has(Fact.Urged),
            Risks = [.. risks],
            Approval = node.Approver < 0 ? null : new(People[node.Approver], Served.AddDays(-1), true),
            Notice = new(Served, Has(Fact.Notice) ? "EMS 1" : ""),
            AuthorityCopy = Has(Fact.Copy) ? "copy 1" : null,
            AuthorityConsent = Has(Fact.Consent) ? "consent 1" : null,
            SecondNotice = Has(Fact.SecondNotice) ? new(At(node).AddMinutes(-30), "call") : new(At(node).AddMinutes(-29), "call"),
            DisputeOpen = Has(Fact.Dispute),
            InstalmentsKept = Has(Fact.Instalments),
        };
    }

    /// <summary>The reference's sections 3, 3.1, 6.3 and decisions D18–D21 as a plain list of sentences.</summary>
    private bool IsLawful(Node node)
    {
        bool Has(Fact fact) => node.Facts.HasFlag(fact);
        var emergency = ground == CutGround.ForceMajeure;
        var debt = ground is CutGround.ArrearsUnpaid or CutGround.BreachChargesUnpaid;
        var henanAnyTime = place == "CN-41" && ground is (CutGround.OverCapacityNotRemoved or CutGround.Resale or CutGround.UnsafeUse);
        var shanghaiSame = place == "CN-31" && ground is (CutGround.Theft or CutGround.SeriousDanger or CutGround.RefusingOrderlyUse);
        var theftOnSite = ground == CutGround.Theft && !shanghaiSame;
        var byNotice = !emergency && !henanAnyTime && !shanghaiSame && !theftOnSite;
        if (!Has(Fact.RisksChecked) || (Has(Fact.DangerousLoad) && !Has(Fact.LoadSecured))) return false;
        if (emergency) return true;
        if (!debt && !(Has(Fact.SecondInspector) && Has(Fact.Cards))) return false;
        if (ground == CutGround.Theft && !(Has(Fact.Evidence) && Has(Fact.Innocent))) return false;
        if (debt && (!Has(Fact.Overdue) || !Has(Fact.Urged) || Has(Fact.Instalments))) return false;
        if (Has(Fact.Dispute) || !Has(Fact.Notice)) return false;
        if (!theftOnSite && (node.Approver < 0 || node.Approver == node.Proposer)) return false;
        if (customer.Important && !Has(Fact.Copy)) return false;
        if (place == "CN-3701" && (customer.HighRisk || customer.ContinuousProducer) && !Has(Fact.Consent)) return false;
        if ((byNotice || henanAnyTime) && Planned(node) is null) return false;
        if (!byNotice) return true;
        var days = (Planned(node)!.Value - Served).TotalDays;
        var (least, most) = place switch { "CN-31" => (1.0, double.MaxValue), "CN-3701" => (7.0, double.MaxValue), _ => (3.0, 7.0) };
        return days >= least && days <= most && Has(Fact.SecondNotice);
    }
}
