using CsCheck;
using Voltward.Domain.Units;
using Xunit;

namespace Voltward.Tests.Units;

public sealed class LedgerUnitTests
{
    private static readonly Gen<decimal> Amounts = Gen.Long[-10_000_000_000, 10_000_000_000].Select(n => n / 1_000m);

    [Fact]
    public void Money_rounds_half_a_fen_away_from_zero()
    {
        Assert.Equal(0.01m, Yuan.Rounded(0.005m).Value);
        Assert.Equal(-0.01m, Yuan.Rounded(-0.005m).Value);
        Assert.Equal(639.14m, (new KilowattHours(1188m) * new YuanPerKilowattHour(0.538m)).Value);
    }

    [Fact]
    public void Money_survives_storage_in_fen() => Amounts.Sample(amount =>
    {
        var money = Yuan.Rounded(amount);
        return Yuan.FromFen(money.Fen) == money;
    });

    [Fact]
    public void Energy_survives_storage_in_watt_hours() => Amounts.Sample(amount =>
        KilowattHours.FromWattHours(new KilowattHours(amount).WattHours).Value == amount);

    [Fact]
    public void Power_times_time_is_energy() => Assert.Equal(new KilowattHours(2376m), new Kilowatts(1.1m) * new Hours(2160m));

    [Fact]
    public void A_register_difference_times_the_factor_is_energy() =>
        Assert.Equal(new KilowattHours(5000m), new MultiplyingFactor(10m).Energy(500m));

    [Fact]
    public void A_share_of_nothing_does_not_exist()
    {
        Assert.Null(Percent.Of(1m, 0m));
        Assert.Equal(new Percent(25m), Percent.Of(1m, 4m));
    }
}
