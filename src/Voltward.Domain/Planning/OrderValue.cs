using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Planning;

/// <summary>What a visit is expected to bring (检查预期价值), each factor kept apart so that a reader sees why.</summary>
/// <param name="Probability">Chance that something is found, 0 to 1.</param>
/// <param name="Energy">Energy to recover when it is, kWh.</param>
/// <param name="Price">Price of that energy.</param>
/// <param name="Recovery">Chance that what is owed gets paid, 0 to 1.</param>
/// <param name="Cost">Cost of the visit with its share of travel.</param>
public sealed record OrderValue(decimal Probability, KilowattHours Energy, YuanPerKilowattHour Price, decimal Recovery, Yuan Cost)
{
    /// <summary>p · kWh · price · recovery − cost; negative when the visit costs more than it is expected to bring.</summary>
    [LegalSource("Voltward", "检查优先级：p·kWh·价·回收率−成本 (Massaferro 2020)", "1")]
    public Yuan Net() => Yuan.Rounded(Probability * Energy.Value * Price.Value * Recovery) - Cost;
}
