using Voltward.Simulation.Customers;
using Voltward.Simulation.Detection;
using Voltward.Simulation.LineLoss;

namespace Voltward.Simulation.Readings;

/// <summary>What happened in one area in the window, quarter hour by quarter hour, before any meter error.</summary>
internal sealed class AreaTrace
{
    private const int Slots = LoadModel.Slots;

    /// <summary>What the meters' own circuits draw ahead of their registers, kW.</summary>
    private readonly float _metersKw;

    public AreaTrace(Town town, Area area)
    {
        Area = area;
        Days = town.Season.Days;
        var count = area.Customers.Count;
        Import = new float[count][];
        Export = new float[count][];
        Curves = new float[count][][];
        UnregisteredKwh = new double[count][];
        TrueKwh = new double[count];
        for (var i = 0; i < count; i++)
        {
            var customer = area.Customers[i];
            Import[i] = new float[Days * Slots];
            Export[i] = customer.Generates ? new float[Days * Slots] : [];
            Curves[i] = customer.Curves ? NewCurves(customer.TapCount) : [];
            UnregisteredKwh[i] = customer.Theft is not null || (customer.Twin is { } twin && Faults.HidesEnergy(twin.Kind)) ? new double[Days] : [];
        }

        Supply = new float[Days * Slots];
        MediumKw = new float[Days * Slots];
        MediumKvar = new float[Days * Slots];
        SupplyBack = new float[Days * Slots];
        SupplyCurves = NewCurves(3);
        TechnicalKwh = new double[Days];
        TransformerKwh = new double[Days];
        var watts = Chance.For(town.Seed, Purpose.Meter, area.Index).Between(0.4f, 1.1f);
        _metersKw = area.Customers.Count(c => c.AgreedKwh is null) * watts * 1e-3f;
        HiddenKwh = [.. area.Hidden.Select(_ => new double[Days])];
    }

    public Area Area { get; }

    public int Days { get; }

    /// <summary>Energy that reaches each customer's register, kWh, [customer][day × 96].</summary>
    public float[][] Import { get; }

    /// <summary>Energy fed in, kWh; empty without own generation.</summary>
    public float[][] Export { get; }

    /// <summary>[customer][phase × 4 + quantity U I P Q][day × 96]; empty without curves.</summary>
    public float[][][] Curves { get; }

    /// <summary>Energy that passed the register on each day, kWh, by theft or by a fault; empty where there is neither.</summary>
    public double[][] UnregisteredKwh { get; }

    /// <summary>Energy each customer drew in the window, kWh, what it fed in taken off.</summary>
    public double[] TrueKwh { get; }

    /// <summary>Energy of loads without a meter, kWh, [hidden load][day].</summary>
    public double[][] HiddenKwh { get; }

    /// <summary>Energy through the place of the supply meter, kWh, [day × 96].</summary>
    public float[] Supply { get; }

    /// <summary>Energy back into the 10 kV side, kWh.</summary>
    public float[] SupplyBack { get; }

    public float[][] SupplyCurves { get; }

    /// <summary>Power drawn from the 10 kV feeder, kW and kvar, [day × 96].</summary>
    public float[] MediumKw { get; }

    public float[] MediumKvar { get; }

    /// <summary>Heat of lines and service drops of each day and what the meters draw themselves, kWh.</summary>
    public double[] TechnicalKwh { get; }

    /// <summary>Loss of the transformer of each day, kWh, wherever the supply meter stands.</summary>
    public double[] TransformerKwh { get; }

    public void Keep(int i, int day, Measured measured)
    {
        var into = Import[i].AsSpan(day * Slots, Slots);
        var back = Export[i].Length == 0 ? [] : Export[i].AsSpan(day * Slots, Slots);
        var drawn = 0f;
        for (var t = 0; t < Slots; t++)
        {
            var kwh = measured.RegisterKw[t] * 0.25f;
            into[t] = MathF.Max(0f, kwh);
            if (back.Length > 0) back[t] = MathF.Max(0f, -kwh);
            drawn += measured.TrueKw[t];
        }

        TrueKwh[i] += drawn * 0.25f;
        if (UnregisteredKwh[i].Length > 0) UnregisteredKwh[i][day] = measured.HiddenKwh;
        for (var c = 0; c < Curves[i].Length; c++) measured.Lane(c).CopyTo(Curves[i][c].AsSpan(day * Slots, Slots));
    }

    public void KeepSupply(int day, FeederFlow flow)
    {
        for (var phase = 0; phase < 3; phase++)
        {
            var at = day * Slots;
            flow.ReadBusbar(phase, SupplyCurves[phase * 4].AsSpan(at, Slots), SupplyCurves[(phase * 4) + 1].AsSpan(at, Slots));
            flow.ReadBusbarPower(phase, SupplyCurves[(phase * 4) + 2].AsSpan(at, Slots), SupplyCurves[(phase * 4) + 3].AsSpan(at, Slots));
        }

        var lines = 0f;
        var core = 0f;
        var taps = Area.Network.Taps.Count;
        for (var t = 0; t < Slots; t++)
        {
            var kw = flow.LineLossKw[t];
            var kvar = 0f;
            for (var tap = 0; tap < taps; tap++)
            {
                kw += flow.Kw[(tap * Slots) + t];
                kvar += flow.Kvar[(tap * Slots) + t];
            }

            // In a power cut the meters are dark as well.
            var own = kw == 0f ? 0f : _metersKw;
            kw += own;
            var iron = Area.Transformer.NoLoadKw + flow.TransformerLossKw[t];
            var at = (day * Slots) + t;
            lines += flow.LineLossKw[t] + own;
            core += iron;
            MediumKw[at] = kw + iron;
            MediumKvar[at] = kvar + (0.01f * Area.Transformer.Kva);
            if (Area.MediumSide) kw += iron;
            Supply[at] = MathF.Max(0f, kw) * 0.25f;
            SupplyBack[at] = MathF.Max(0f, -kw) * 0.25f;
        }

        TechnicalKwh[day] = lines * 0.25f;
        TransformerKwh[day] = core * 0.25f;
    }

    private float[][] NewCurves(int phases)
    {
        var curves = new float[phases * 4][];
        for (var c = 0; c < curves.Length; c++) curves[c] = new float[Days * Slots];
        return curves;
    }
}
