using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Tariffs;

/// <summary>A step of a step tariff (阶梯).</summary>
/// <param name="UpTo">Energy of the year up to which the step reaches, kWh; null for the last.</param>
/// <param name="Price">Price of the energy inside the step.</param>
public readonly record struct TariffStep(KilowattHours? UpTo, YuanPerKilowattHour Price);

/// <summary>Energy that fell into one step, and its charge.</summary>
public readonly record struct StepCharge(KilowattHours Energy, YuanPerKilowattHour Price, Yuan Charge);

/// <summary>Energy charges by step, by time of use and flat (电度电费).</summary>
public static class EnergyPriceRules
{
    /// <summary>The charge of the energy between two totals of a year, step by step (居民阶梯电价); each line rounded.</summary>
    /// <param name="steps">Steps in rising order; the last without an end.</param>
    /// <param name="before">Energy of the year already charged, kWh, not negative.</param>
    /// <param name="energy">Energy to charge on top, kWh, not negative.</param>
    [LegalSource("居民阶梯电价政策（各省价格主管部门）", "条号未见", "2012")]
    public static IReadOnlyList<StepCharge> Steps(IReadOnlyList<TariffStep> steps, KilowattHours before, KilowattHours energy)
    {
        var lines = new List<StepCharge>();
        var (position, end, floor) = (before.Value, before.Value + energy.Value, 0m);
        foreach (var step in steps)
        {
            var ceiling = step.UpTo?.Value ?? decimal.MaxValue;
            var inside = Math.Min(end, ceiling) - Math.Max(position, floor);
            if (inside > 0m) lines.Add(new(new(inside), step.Price, new KilowattHours(inside) * step.Price));
            floor = ceiling;
        }

        return lines;
    }

    /// <summary>The sum of charges.</summary>
    [LegalSource("居民阶梯电价政策（各省价格主管部门）", "条号未见", "2012")]
    public static Yuan Sum(IEnumerable<StepCharge> lines) => lines.Aggregate(Yuan.FromFen(0), (sum, line) => sum + line.Charge);

    /// <summary>The charge of the energy of one period of the day (峰谷分时电价).</summary>
    [LegalSource("国家发展改革委关于进一步完善分时电价机制的通知", "发改价格〔2021〕1093号", "2021")]
    public static Yuan TimeOfUse(KilowattHours energy, YuanPerKilowattHour price) => energy * price;
}
