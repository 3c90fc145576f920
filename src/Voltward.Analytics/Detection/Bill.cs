namespace Voltward.Analytics.Detection;

/// <summary>
/// One line of a bill as the engine sees it: numbers and code numbers only, no name. Energy in kWh, import positive, NaN = unknown.
/// </summary>
public readonly record struct Bill
{
    /// <summary>Stands for a register reading that is not known.</summary>
    public const long NoIndex = long.MinValue;

    /// <summary>Day of the bill, days since 1970-01-01.</summary>
    public int Day { get; init; }

    /// <summary>Months the bill says it covers, at least 1.</summary>
    public short Months { get; init; }

    /// <summary>Whether gas was billed; electricity otherwise.</summary>
    public bool IsGas { get; init; }

    /// <summary>The meter's number, or a negative hash where it is not a number; 0 = unknown.</summary>
    public long Meter { get; init; }

    /// <summary>Register at the beginning, or <see cref="NoIndex"/>.</summary>
    public long IndexFrom { get; init; }

    /// <summary>Register at the end, or <see cref="NoIndex"/>.</summary>
    public long IndexTo { get; init; }

    /// <summary>Multiplying factor; 1 when unknown.</summary>
    public float Factor { get; init; }

    /// <summary>Billed energy, kWh.</summary>
    public float Kwh { get; init; }

    /// <summary>Energy billed in each price step, kWh; 0 where there is none.</summary>
    public float Step1 { get; init; }

    /// <inheritdoc cref="Step1"/>
    public float Step2 { get; init; }

    /// <inheritdoc cref="Step1"/>
    public float Step3 { get; init; }

    /// <inheritdoc cref="Step1"/>
    public float Step4 { get; init; }

    /// <summary>Codes by the number their channel gives them; after ranking 0 is the commonest of the population.</summary>
    public ushort Status { get; init; }

    /// <inheritdoc cref="Status"/>
    public ushort Remark { get; init; }

    /// <inheritdoc cref="Status"/>
    public ushort Tariff { get; init; }

    /// <inheritdoc cref="Status"/>
    public ushort ReadType { get; init; }

    /// <summary>Energy per month on a logarithmic scale: ln(1 + kWh per month).</summary>
    public double LogRate => Math.Log(1 + Math.Max(0, MonthlyKwh));

    /// <summary>Billed energy per month, kWh.</summary>
    public double MonthlyKwh => Kwh / (double)Months;

    /// <summary>Number of the calendar month in which the billed period has its middle, counted from 1970-01.</summary>
    public int MiddleMonth => (int)((Day - (Months * 15.2)) / BillCalendar.MonthDays);

    /// <summary>The code of a channel.</summary>
    public ushort Code(BillChannel channel) => channel switch
    {
        BillChannel.Status => Status,
        BillChannel.Remark => Remark,
        BillChannel.Tariff => Tariff,
        BillChannel.ReadType => ReadType,
    };
}

/// <summary>The code columns of a bill whose histories are followed.</summary>
public enum BillChannel
{
    /// <summary>State of the meter.</summary>
    Status,

    /// <summary>Remark of the reader.</summary>
    Remark,

    /// <summary>Tariff category.</summary>
    Tariff,

    /// <summary>Way or code of reading.</summary>
    ReadType,
}

/// <summary>All bills of one customer, electricity first, then gas, each by day and register.</summary>
/// <param name="Customer">Customer number; used to name results, never as a feature.</param>
/// <param name="Bills">The bills.</param>
public sealed record BillHistory(string Customer, Bill[] Bills);
