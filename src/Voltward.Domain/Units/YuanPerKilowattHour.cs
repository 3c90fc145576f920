namespace Voltward.Domain.Units;

/// <summary>A price of energy (电价), in yuan per kWh.</summary>
public readonly record struct YuanPerKilowattHour(decimal Value)
{
    /// <summary>The price in millionths of a yuan per kWh: how we store it.</summary>
    public long MicroYuan => (long)(Value * 1_000_000m);

    /// <summary>A price read back from storage.</summary>
    public static YuanPerKilowattHour FromMicroYuan(long microYuan) => new(microYuan / 1_000_000m);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Value} yuan/kWh");
}
