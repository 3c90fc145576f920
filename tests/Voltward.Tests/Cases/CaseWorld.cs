using Voltward.Domain.Access;
using Voltward.Domain.Cases;

namespace Voltward.Tests.Cases;

/// <summary>A guard of the case flow that an exploration can do without, to see that its absence is noticed.</summary>
internal enum Guard
{
    StepOrder,
    StepRole,
    DutySeparate,
    DutyOfWhoIsStoodInFor,
    PackOnSite,
    InnocentTested,
    PackConfirmed,
    PackWhole,
    DropByOutsider,
    AnswerByOutsider,
    EmergencyApproved,
    GrantExpires,
    GrantApproved,
    DelegatorHolds,
    RoleIsLent,
    GrantApproverIsOther,
    GrantApproverIsManager,
    RolesApart,
    HandoverTaker,
    HandoverOrder,
    HandoverConfirmed,
    CutEvidence,
    CutInnocent,
    CutDispute,
    CutApproverTookNoPart,
    CutDelegateCounts,
    CutOrder,
}

/// <summary>One person of a world, with own roles.</summary>
internal sealed record Someone(string Name, params Role[] Own);

/// <summary>A grant that somebody of a world may ask for.</summary>
internal sealed record Askable(BorrowKind Kind, int Who, Role Role, int From = -1);

/// <summary>People, grants and the parts of the flow that an exploration walks.</summary>
internal sealed record CaseWorld(IReadOnlyList<Someone> People, IReadOnlyList<Askable> Grants, bool Handover = false, bool Cut = false, bool BothSides = false)
{
    private static readonly Role[] All = [Role.Investigator, Role.Calculator, Role.Approver, Role.Executor, Role.Cashier, Role.Manager, Role.Inspector];

    /// <summary>Five people who each may do everything: only the separation of duties keeps them apart.</summary>
    public static CaseWorld Everybody { get; } = new([.. "abcde".Select(c => new Someone(c.ToString(), All))], []);

    /// <summary>One person for each duty, two managers, and roles borrowed in every way, lawful or not.</summary>
    public static CaseWorld Borrowing { get; } = new(
        [
            new("i", Role.Investigator), new("c", Role.Calculator), new("a", Role.Approver, Role.Investigator), new("e", Role.Executor), new("f", Role.Executor), new("s", Role.Cashier),
            new("t", Role.Cashier), new("m", Role.Manager), new("n", Role.Manager),
        ],
        [new(BorrowKind.Delegation, 6, Role.Approver, 2), new(BorrowKind.Delegation, 4, Role.Approver, 6), new(BorrowKind.Glass, 4, Role.Approver), new(BorrowKind.Delegation, 2, Role.Manager, 7)]);

    /// <summary>The company beside the authority, with somebody who would borrow the authority's office.</summary>
    public static CaseWorld Wall { get; } = new(
        [new("i", Role.Investigator), new("c", Role.Calculator), new("a", Role.Approver), new("e", Role.Executor), new("s", Role.Cashier), new("m", Role.Manager), new("g", Role.Authority)],
        [new(BorrowKind.Glass, 5, Role.Authority), new(BorrowKind.Delegation, 3, Role.Authority, 6)], Handover: true, BothSides: true);

    /// <summary>The interruption beside the case; the executor may stand in for the manager who approves it, and the manager for nobody.</summary>
    public static CaseWorld Interrupting { get; } = new(
        [
            new("i", Role.Investigator), new("c", Role.Calculator), new("a", Role.Approver), new("e", Role.Executor), new("s", Role.Cashier), new("m", Role.Manager, Role.Executor),
            new("n", Role.Manager), new("x", Role.Inspector),
        ],
        [new(BorrowKind.Delegation, 3, Role.Manager, 5)], Cut: true);

    /// <summary>Everything at once, with fewer grants: for the long run.</summary>
    public static CaseWorld Whole { get; } = new(
        [
            new("i", Role.Investigator), new("c", Role.Calculator), new("a", Role.Approver), new("e", Role.Executor), new("s", Role.Cashier), new("m", Role.Manager, Role.Executor),
            new("n", Role.Manager), new("x", Role.Inspector), new("g", Role.Authority),
        ],
        [new(BorrowKind.Delegation, 1, Role.Approver, 2), new(BorrowKind.Glass, 3, Role.Approver), new(BorrowKind.Delegation, 3, Role.Manager, 5)], Handover: true, Cut: true);
}

/// <summary>How far a grant is.</summary>
internal enum GrantStage
{
    None,
    Asked,
    Approved,
    Ended,
}

/// <summary>A state of the whole flow. Duties are five bits a person, of who acted and of whose place was taken.</summary>
internal readonly record struct CaseNode(
    CaseState State, ulong Duties, int Pack, ulong Grants, bool Late, bool GlassUsed, HandoverState? Handover, InterruptionState? Cut, int Proposer, int Approver, int ApproverFor)
{
    /// <summary>Whether the person, or somebody in the person's place, took a duty.</summary>
    public bool Did(int person, Duty duty) => (Duties >> ((person * 5) + (int)duty) & 1) == 1;

    public CaseNode With(int person, Duty duty) => this with { Duties = Duties | (1UL << ((person * 5) + (int)duty)) };

    /// <summary>How many of the five duties count for a person.</summary>
    public int Count(int person) => System.Numerics.BitOperations.PopCount(Duties >> (person * 5) & 31);

    public GrantStage Stage(int grant) => (GrantStage)(Grants >> (grant * 8) & 3);

    /// <summary>Who approved a grant.</summary>
    public int ApprovedBy(int grant) => (int)(Grants >> ((grant * 8) + 2) & 31);

    public CaseNode With(int grant, GrantStage stage, int approver = 31) =>
        this with { Grants = (Grants & ~(127UL << (grant * 8))) | ((ulong)stage << (grant * 8)) | ((ulong)approver << ((grant * 8) + 2)) };

    /// <summary>The evidence pack as it fills, in any order: the site, the innocent explanations, the laboratory.</summary>
    public bool OnSite => (Pack & 1) != 0;

    public bool Innocent => (Pack & 2) != 0;

    public bool Confirmed => (Pack & 4) != 0;
}
