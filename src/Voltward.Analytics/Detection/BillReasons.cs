namespace Voltward.Analytics.Detection;

/// <summary>The reasons a bill-based score can give; every feature belongs to exactly one.</summary>
public static class BillReasons
{
    /// <summary>Change of meter.</summary>
    public const string Swap = "bill.meter-change";

    /// <summary>Energy against the peers and its course.</summary>
    public const string Peers = "bill.against-peers";

    /// <summary>Level and spread of the customer's own energy.</summary>
    public const string Level = "bill.level";

    /// <summary>Bills of zero.</summary>
    public const string Zeros = "bill.zero";

    /// <summary>Register against billed energy and against the bill before.</summary>
    public const string Register = "bill.register";

    /// <summary>Rhythm of billing.</summary>
    public const string Rhythm = "bill.rhythm";

    /// <summary>Status and remark history.</summary>
    public const string Remarks = "bill.remarks";

    /// <summary>Tariff and read type history.</summary>
    public const string Terms = "bill.terms";

    /// <summary>What the days of billing looked like for everybody.</summary>
    public const string Route = "bill.route";

    /// <summary>Gas beside electricity.</summary>
    public const string Gas = "bill.gas";

    /// <summary>All codes in a fixed order.</summary>
    public static IReadOnlyList<string> All { get; } = [Swap, Peers, Level, Zeros, Register, Rhythm, Remarks, Terms, Route, Gas];
}
