using Voltward.Simulation.Customers;

namespace Voltward.Simulation.Detection;

/// <summary>What one meter's measuring element sees in one day, phase by phase. One object serves all customers of an area in turn.</summary>
internal sealed class Measured
{
    private readonly float[][] _lanes = [.. Enumerable.Range(0, 12).Select(_ => new float[LoadModel.Slots])];

    /// <summary>Energy hidden from the register in this day, kWh; negative where a neighbour's share is registered as well.</summary>
    public double HiddenKwh { get; set; }

    /// <summary>Power the customer draws from the network, kW, 96 values.</summary>
    public float[] TrueKw { get; } = new float[LoadModel.Slots];

    /// <summary>Power that the register counts, kW; negative = fed in.</summary>
    public float[] RegisterKw { get; } = new float[LoadModel.Slots];

    /// <summary>Lane of phase × 4 + quantity: U V, I A, P kW, Q kvar.</summary>
    public float[] Lane(int index) => _lanes[index];

    public float[] Volt(int phase) => _lanes[phase * 4];

    public float[] Ampere(int phase) => _lanes[(phase * 4) + 1];

    public float[] Kw(int phase) => _lanes[(phase * 4) + 2];

    public float[] Kvar(int phase) => _lanes[(phase * 4) + 3];
}
