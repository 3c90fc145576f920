namespace Voltward.Domain.Cases;

/// <summary>Why supply is to be interrupted (停电事由). The names are those the dated rules use.</summary>
public enum CutGround
{
    /// <summary>窃电.</summary>
    Theft,

    /// <summary>私增容量且未按期拆除.</summary>
    OverCapacityNotRemoved,

    /// <summary>私自转供电.</summary>
    Resale,

    /// <summary>违反安全用电且拒不改正.</summary>
    UnsafeUse,

    /// <summary>受电装置检验不合格且未按期整改.</summary>
    DeviceUnsafe,

    /// <summary>谐波、冲击负荷等且未按期整改.</summary>
    Disturbance,

    /// <summary>拒绝检查.</summary>
    InspectionRefused,

    /// <summary>拒不执行有序用电.</summary>
    RefusingOrderlyUse,

    /// <summary>拖欠电费经催交未交.</summary>
    ArrearsUnpaid,

    /// <summary>拒不交付违约使用电费.</summary>
    BreachChargesUnpaid,

    /// <summary>严重危及人身或供用电安全.</summary>
    SeriousDanger,

    /// <summary>不可抗力和紧急避险.</summary>
    ForceMajeure,
}

/// <summary>Which procedure a ground follows at a place (停电程序).</summary>
public enum CutMode
{
    /// <summary>Approval, written notice, days, second notice, minutes (按程序停电).</summary>
    NoticeProcedure,

    /// <summary>Theft: complete evidence on site and a written notice handed over before the switch is opened (现场停电).</summary>
    OnSite,

    /// <summary>Approved and told beforehand, without a number of days (随时停电).</summary>
    AnyTime,

    /// <summary>Approved, told at the same moment (停电同时告知).</summary>
    SameTime,

    /// <summary>At once, reported afterwards (立即停电).</summary>
    Immediate,
}

/// <summary>What makes a customer one that the law protects more.</summary>
/// <param name="Resident">居民.</param>
/// <param name="Important">重要用户 of any class.</param>
/// <param name="HighRisk">高危.</param>
/// <param name="ContinuousProducer">连续生产.</param>
public readonly record struct CutCustomer(bool Resident, bool Important, bool HighRisk, bool ContinuousProducer);

/// <summary>One load that must not fall silent (不可中断负荷), as checked on site.</summary>
/// <param name="Item">Name of the item of the risk checklist, such as <c>LifeSupport</c>.</param>
/// <param name="Present">Whether such a load is on this supply or on the same feed.</param>
/// <param name="Secured">When present: how it is kept supplied or made safe; null: it is not.</param>
public sealed record RiskAnswer(string Item, bool Present, string? Secured = null);

/// <summary>A notice that reached the customer.</summary>
/// <param name="At">When it was served.</param>
/// <param name="Proof">Number or hash of what proves the service.</param>
public sealed record ServedNotice(DateTimeOffset At, string Proof);

/// <summary>The decision of the head of the unit.</summary>
/// <param name="By">Person.</param>
/// <param name="At">When.</param>
/// <param name="IsHeadOfUnit">Whether the person held that office.</param>
/// <param name="StandsFor">Whose place was taken; null: nobody's.</param>
public sealed record CutApproval(string By, DateTimeOffset At, bool IsHeadOfUnit, string? StandsFor = null);

/// <summary>What is on file for one interruption of supply: everything not on file counts as not done.</summary>
public sealed record CutFile
{
    /// <summary>Ground.</summary>
    public required CutGround Ground { get; init; }

    /// <summary>Whom it hits.</summary>
    public CutCustomer Customer { get; init; }

    /// <summary>Who proposed it.</summary>
    public string? ProposedBy { get; init; }

    /// <summary>When supply is to be interrupted.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>Qualified inspectors of the visit that established the ground.</summary>
    public IReadOnlyList<string> Inspectors { get; init; } = [];

    /// <summary>Whether they showed their cards before they began.</summary>
    public bool IdentityShown { get; init; }

    /// <summary>Items of the evidence pack on file, <c>EVD-1</c> and on.</summary>
    public IReadOnlyCollection<string> Evidence { get; init; } = [];

    /// <summary>Innocent explanations that were tested and excluded.</summary>
    public IReadOnlyCollection<string> InnocentTested { get; init; } = [];

    /// <summary>Days the money is overdue, and whether it was urged; null when that is not the ground.</summary>
    public int? OverdueDays { get; init; }

    /// <summary>Whether payment was urged in writing.</summary>
    public bool Urged { get; init; }

    /// <summary>Risk checklist.</summary>
    public IReadOnlyList<RiskAnswer> Risks { get; init; } = [];

    /// <summary>Decision of the head of the unit.</summary>
    public CutApproval? Approval { get; init; }

    /// <summary>Written notice.</summary>
    public ServedNotice? Notice { get; init; }

    /// <summary>Number of the copy sent to the authority.</summary>
    public string? AuthorityCopy { get; init; }

    /// <summary>Number of the authority's consent.</summary>
    public string? AuthorityConsent { get; init; }

    /// <summary>Second notice.</summary>
    public ServedNotice? SecondNotice { get; init; }

    /// <summary>Whether the customer contests the ground and has no answer yet.</summary>
    public bool DisputeOpen { get; init; }

    /// <summary>Whether an instalment plan is being kept.</summary>
    public bool InstalmentsKept { get; init; }
}
