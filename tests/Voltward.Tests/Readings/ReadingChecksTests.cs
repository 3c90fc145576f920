using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;
using Voltward.Tests.LineLoss;
using Xunit;

namespace Voltward.Tests.Readings;

public sealed class ReadingChecksTests
{
    private const float Gap = float.NaN;

    [Fact]
    public void A_register_among_daily_energies_is_known_by_never_falling_and_put_right_by_its_differences()
    {
        // 4 000 at the beginning, 6 to 8 kWh a day: the middle value is far above fifteen middle steps.
        var register = new float[20];
        register[0] = 4000;
        for (var d = 1; d < 20; d++) register[d] = register[d - 1] + 6 + (d % 3);
        var flag = ReadingChecks.OfRegisters(register)!;
        Assert.Equal((ReadingChecks.Registers, 0, 19, 20), (flag.Rule, flag.First, flag.Last, flag.Days));
        var energy = ReadingChecks.Energy(register);
        Assert.True(float.IsNaN(energy[0]));
        Assert.Equal([7, 8, 6], energy[1..4]);
    }

    [Fact]
    public void Energy_that_rises_for_weeks_is_no_register_nor_is_a_meter_that_stands_still()
    {
        // Heating sets in: twice as much after a month, but not every day more than the day before.
        Assert.Null(ReadingChecks.OfRegisters([.. Enumerable.Range(0, 30).Select(d => 20f + (0.7f * d) + (d * 7 % 5))]));
        Assert.Null(ReadingChecks.OfRegisters([.. Enumerable.Repeat(7f, 30)]));
        Assert.Null(ReadingChecks.OfRegisters([.. Enumerable.Range(0, 30).Select(d => 900f + (d % 7))]));
        Assert.Null(ReadingChecks.OfRegisters([4000, 4006, 4013]));
    }

    [Fact]
    public void After_a_gap_or_an_exchange_of_the_meter_the_day_has_no_energy()
    {
        var energy = ReadingChecks.Energy([100, 110, Gap, 130, 5, 12]);
        Assert.Equal([Gap, 10, Gap, Gap, Gap, 7], energy);
    }

    [Fact]
    public void A_customer_above_the_supply_of_its_area_whose_thousandth_is_ordinary_has_written_watt_hours()
    {
        float[] own = [.. Enumerable.Range(0, 20).Select(d => 8000f + (100 * (d % 5)))];
        var flag = ReadingChecks.OfUnit(own, 8200, (9, 40), supplyKwh: 400)!;
        Assert.Equal((ReadingChecks.WrongUnit, 0.001), (flag.Rule, flag.Scale));
        // A workshop of 300 kWh in an area of 400 is a large customer; a hundred thousand fits no home by a thousandth either.
        Assert.Null(ReadingChecks.OfUnit([.. Enumerable.Repeat(220f, 20)], 220, (9, 40), 400));
        Assert.Null(ReadingChecks.OfUnit([.. Enumerable.Repeat(1e6f, 20)], 1e6, (9, 40), 400));
    }

    [Fact]
    public void A_day_above_the_whole_areas_supply_is_rejected_and_a_feast_is_not()
    {
        float[] own = [.. Enumerable.Repeat(10f, 20)];
        (own[4], own[9]) = (90, 5000);
        var (flag, days) = ReadingChecks.OfSpikes(own, [.. Enumerable.Repeat(400f, 20)]);
        Assert.Equal([9], days);
        Assert.Equal((ReadingChecks.Impossible, 1, 5000.0), (flag!.Rule, flag.Days, flag.Figure));
    }

    [Fact]
    public void A_checked_area_balances_and_keeps_its_reasons_and_never_touches_what_was_given()
    {
        // Six customers of 10 kWh; one delivers registers, one watt-hours, one a day of 7 000; supply 62: 2 lost.
        var import = Enumerable.Range(0, 6).Select(_ => Enumerable.Repeat(10f, 30).ToArray()).ToArray();
        for (var d = 0; d < 30; d++) (import[1][d], import[2][d]) = (5000 + (10 * d), 10_000);
        import[3][20] = 7000;
        var given = import.Select(m => m.ToArray()).ToArray();
        var input = CheckedInput.Of(AreaBalanceTests.Input([.. Enumerable.Repeat(62f, 30)], import));

        Assert.Equal([0, 1, 1, 1, 0, 0], input.Flags.Select(f => f.Count));
        Assert.Equal(["V1", "V2", "V3"], input.Flags.SelectMany(f => f).Select(f => f.Rule));
        Assert.Equal(given, import);
        var days = AreaBalance.Compute(input, new HistoryFill(input));
        Assert.Equal(2, days.Loss[10], 3);
        Assert.Equal(10, days.Filled[20], 3);
    }

    [Fact]
    public void Planted_errors_are_found_and_honest_readings_left_alone()
    {
        // 400 homes of very different size with weather, week and noise; 12 registers, 12 in watt-hours, 12 with impossible days.
        var random = new Random(3);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        int[] found = [0, 0, 0], wrong = [0, 0, 0];
        for (var area = 0; area < 10; area++)
        {
            var import = Enumerable.Range(0, 40).Select(_ =>
            {
                var level = Math.Exp(1.8 + (0.9 * Normal()));
                return Enumerable.Range(0, 60).Select(d => (float)(level * (1 + (0.3 * Math.Sin(d / 9.0))) * Math.Exp(0.3 * Normal()))).ToArray();
            }).ToArray();
            var supply = Enumerable.Range(0, 60).Select(d => 1.03f * import.Sum(m => m[d])).ToArray();
            var planted = new Dictionary<int, string>();
            for (var k = 0; k < 4; k++) planted[random.Next(40)] = new[] { "V1", "V2", "V3" }[(area + k) % 3];
            foreach (var (i, rule) in planted) import[i] = Spoil(import[i], rule, random);
            var flags = CheckedInput.Of(AreaBalanceTests.Input(supply, import)).Flags;
            for (var i = 0; i < 40; i++)
            {
                foreach (var flag in flags[i]) (planted.GetValueOrDefault(i) == flag.Rule ? found : wrong)[flag.Rule[1] - '1']++;
            }
        }

        Assert.True(found.Sum() >= 34, string.Join(' ', found));
        Assert.Equal([0, 0, 0], wrong);
    }

    private static float[] Spoil(float[] honest, string rule, Random random)
    {
        var spoilt = honest.ToArray();
        switch (rule)
        {
            case "V1":
                var register = 1000 + (9000 * (float)random.NextDouble());
                for (var d = 0; d < spoilt.Length; d++) spoilt[d] = register += honest[d];
                break;
            case "V2":
                for (var d = 0; d < spoilt.Length; d++) spoilt[d] *= 1000;
                break;
            default:
                spoilt[random.Next(spoilt.Length)] = 99_999;
                break;
        }

        return spoilt;
    }
}
