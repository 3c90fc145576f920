namespace Voltward.Domain.Units;

/// <summary>An amount of money (金额), in yuan, always a whole number of fen. Negative only for a refund.</summary>
public readonly record struct Yuan
{
    private Yuan(decimal value) => Value = value;

    /// <summary>The amount in yuan, with at most two decimals.</summary>
    public decimal Value { get; }

    /// <summary>The amount in fen: how we store it, so that every database adds it up exactly.</summary>
    public long Fen => (long)(Value * 100);

    /// <summary>An amount read back from storage.</summary>
    public static Yuan FromFen(long fen) => new(fen / 100m);

    /// <summary>Rounds half a fen away from zero (四舍五入).</summary>
    public static Yuan Rounded(decimal value) => new(Math.Round(value, 2, MidpointRounding.AwayFromZero));

    /// <summary>The sum of two amounts.</summary>
    public static Yuan operator +(Yuan left, Yuan right) => new(left.Value + right.Value);

    /// <summary>The difference of two amounts.</summary>
    public static Yuan operator -(Yuan left, Yuan right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Value:0.00} yuan");
}
