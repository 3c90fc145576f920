using Voltward.Analytics.Detection;

namespace Voltward.Analytics.LineLoss;

/// <summary>
/// Load loss of an area as its voltages tell it, without any balance: what customers with phase curves lose on the way from the head, carried
/// over to all the energy that leaves the head.
/// </summary>
/// <param name="FirstDay">Day index of the first day of curves.</param>
/// <param name="Days">Days of curves.</param>
/// <param name="KwhPerDay">Heat of lines, and of the transformer where it is inside the balance, kWh on the mean day.</param>
/// <param name="LogSd">Standard error of its logarithm.</param>
/// <param name="Points">Usage points whose curves took part.</param>
public sealed record VoltageLoss(int FirstDay, int Days, double KwhPerDay, double LogSd, int Points)
{
    /// <summary>What is taken for granted of every area: reactance of the lines, and swings inside a quarter hour.</summary>
    private const double Method = 0.065;

    /// <summary>
    /// Heat that quarter hours miss beside what hours miss of it: 11.3 % against 27.7 − 11.3 % in areas known by the minute
    /// (docs/decisions/0010-technical-loss.md).
    /// </summary>
    private const double Inside = 0.69;

    /// <summary>What hours usually miss of the heat of quarter hours, where hours are not full.</summary>
    private const double UsualFiner = 0.1;

    /// <summary>How far the drop without load may be wrong, in standard deviations of a quarter hour's.</summary>
    private const double LevelError = 0.15;

    /// <summary>How far customers usually differ in loss per energy, and for how many customers that counts.</summary>
    private const double UsualScatter = 1.8;
    private const double ScatterWorth = 10;

    /// <summary>What a meter draws may lie this far from the usual, kWh a day.</summary>
    private const double MeterDrawKwh = 0.2 * 24 / 1000;

    private const double TransformerError = 0.1;
    private const double PhaseVolts = 230;
    private const double LineVolts = 400;

    /// <summary>Load loss by the voltages; null without curves at the head, or of no customer.</summary>
    /// <param name="area">The area.</param>
    /// <param name="supply">Curves of the supply meter.</param>
    /// <param name="points">Curves of the points that belong to the area.</param>
    /// <param name="members">Metered points of the area, with curves or without.</param>
    public static VoltageLoss? Of(AreaSubject area, PointCurves? supply, IReadOnlyList<PointCurves> points, int members)
    {
        if (points.Count == 0 || HeadVoltage.Of(supply) is not { } head) return null;
        var lost = points.Select(p => PointHeat.Of(head, p)).OfType<PointHeat>().ToArray();
        var power = Enumerable.Range(0, head.Times).Select(head.PowerKw).Where(p => !double.IsNaN(p)).ToArray();
        var drawn = lost.Where(p => p.EnergyKwh > 0).ToArray();
        double whole = lost.Sum(p => p.WholeKwh), heat = lost.Sum(p => p.HeatKwh), ratio = drawn.Sum(p => p.HeatKwh) / drawn.Sum(p => p.EnergyKwh);
        if (power.Length == 0 || !(heat > 0) || !(ratio > 0)) return null;
        // What swings inside a quarter hour heats the lines beyond the quarter hour's means.
        var swings = 1 + (Inside * (whole > 0 ? Math.Max(0, lost.Sum(p => p.FinerKwh) / whole) : UsualFiner));
        (heat, ratio) = (heat * swings, ratio * swings);
        // What leaves the head and comes to no curve loses on the way what others lose; it has heated the lines for these already.
        var unread = Math.Max(0, ((power.Average() * 24) - lost.Sum(p => p.EnergyKwh) - heat) / (1 + ratio));
        var lines = heat + (unread * ratio);
        var level = LevelError * lost.Sum(p => Math.Abs(p.EnergyKwh) * p.SpreadV) / PhaseVolts * lines / heat;
        var sampling = unread * ratio * Scatter(drawn, ratio / swings) * Math.Sqrt((1 / Effective(drawn)) + (1 / (double)Math.Max(1, members - lost.Length)));
        var (inside, insideSd) = Transformer(area, head);
        var sd = Math.Sqrt(Square(Method * lines) + Square(level) + Square(sampling) + Square(insideSd) + Square(members * MeterDrawKwh));
        return new VoltageLoss(supply!.FirstDay, supply.Days, lines + inside, sd / (lines + inside), lost.Length);
    }

    /// <summary>How far customers differ in heat per energy, as a share of the mean.</summary>
    private static double Scatter(PointHeat[] points, double ratio)
    {
        var energy = points.Sum(p => p.EnergyKwh);
        var measured = points.Sum(p => p.EnergyKwh * Square((p.HeatKwh / (p.EnergyKwh * ratio)) - 1)) / energy;
        return Math.Sqrt(((measured * (points.Length - 1)) + (UsualScatter * UsualScatter * ScatterWorth)) / (points.Length - 1 + ScatterWorth));
    }

    /// <summary>Customers of equal size that say as much.</summary>
    private static double Effective(PointHeat[] points) => Square(points.Sum(p => p.EnergyKwh)) / points.Sum(p => Square(p.EnergyKwh));

    /// <summary>Load loss of a transformer inside the balance and its error, kWh a day.</summary>
    private static (double Kwh, double Sd) Transformer(AreaSubject area, HeadVoltage head)
    {
        if (!area.TransformerInside || !(area.LoadLossKw > 0) || !(area.CapacityKva > 0)) return (0, 0);
        var rated = area.CapacityKva * 1000 / (Math.Sqrt(3) * LineVolts);
        var squares = Enumerable.Range(0, head.Times).Select(head.SquareA).Where(s => !double.IsNaN(s)).Average();
        var kwh = area.LoadLossKw * 24 * squares / (3 * rated * rated);
        return (kwh, TransformerError * kwh);
    }

    private static double Square(double x) => x * x;

    /// <summary>Heat on the way to one point, on the mean day.</summary>
    private sealed record PointHeat(double EnergyKwh, double HeatKwh, double WholeKwh, double FinerKwh, double SpreadV)
    {
        public static PointHeat? Of(HeadVoltage head, PointCurves point)
        {
            var drops = (point.Phases.Count == 1 ? [VoltageDrop.OfSingle(head, point.Phases[0].Phase - 'A', point.Phases[0].Curve)] : point.Phases.Select(p => VoltageDrop.Of(head, p.Phase - 'A', p.Curve))).ToArray();
            if (drops.Any(d => d is null)) return null;
            var heats = drops.Select(d => (Drop: d!, Heat: d!.Heat(), PerDay: (double)PointCurves.Quarters / d.Times)).ToArray();
            var energy = heats.Sum(h => h.Heat.EnergyKwh * h.PerDay);
            return new PointHeat(
                energy, heats.Sum(h => h.Heat.HeatKwh * h.PerDay), heats.Sum(h => h.Heat.WholeKwh * h.PerDay), heats.Sum(h => h.Heat.FinerKwh * h.PerDay),
                heats.Average(h => h.Drop.SpreadV));
        }
    }
}
