using Voltward.Domain.Units;

namespace Voltward.Domain.Cases;

/// <summary>
/// The price of energy or capacity owed for the past (补交电费、补交容(需)量电费): civil, owed in any case. Adds up only with its own
/// kind; never negative.
/// </summary>
public readonly record struct BackBilledCharge(Yuan Amount)
{
    /// <summary>The sum of two such charges.</summary>
    public static BackBilledCharge operator +(BackBilledCharge left, BackBilledCharge right) => new(left.Amount + right.Amount);
}

/// <summary>
/// The charge that the supply contract puts on top (违约使用电费), collected by the company. It is neither the price of energy nor a
/// fine, and adds up only with its own kind.
/// </summary>
public readonly record struct PenaltyCharge(Yuan Amount)
{
    /// <summary>The sum of two such charges.</summary>
    public static PenaltyCharge operator +(PenaltyCharge left, PenaltyCharge right) => new(left.Amount + right.Amount);
}

/// <summary>
/// The amount of a theft as the criminal law counts it (盗窃数额): measured or compared energy at the price of the time. The civil
/// charge is another figure; no operator leads from one to the other.
/// </summary>
public readonly record struct CriminalAmount(Yuan Amount)
{
    /// <summary>Whether the amount reaches a threshold, yuan.</summary>
    public bool Reaches(Yuan threshold) => Amount.Value >= threshold.Value;
}

/// <summary>
/// The most that the authority may fine for an act (罚款上限). Only the authority fines: the figure is shown to it and to nobody
/// else, is part of no total and stands on no document of the company.
/// </summary>
public readonly record struct FineCeiling(Yuan Amount);

/// <summary>What the cashier is to receive (应收): both kinds beside each other, never under one name.</summary>
/// <param name="Charge">Back-billed charge (补交电费).</param>
/// <param name="Penalty">Penalty charge (违约使用电费); null while it waits for a legal decision.</param>
public sealed record AmountsDue(BackBilledCharge Charge, PenaltyCharge? Penalty)
{
    /// <summary>Money to receive for both kinds together (合计应收); null while the penalty charge is open.</summary>
    public Yuan? ToReceive => Penalty is { } penalty ? Charge.Amount + penalty.Amount : null;
}
