using Voltward.Simulation.Customers;

namespace Voltward.Simulation.Detection;

/// <summary>One theft with its course. Days are indices of the calendar.</summary>
internal sealed record Theft
{
    public required TheftKind Kind { get; init; }

    public required int Onset { get; init; }

    /// <summary>First day without theft again.</summary>
    public required int End { get; set; }

    /// <summary>Days until full strength; 0 = at once.</summary>
    public int RampDays { get; init; }

    /// <summary>Share of the energy that is hidden, 0 to 1, where the kind has one.</summary>
    public required float Share { get; init; }

    /// <summary>Power that is hidden, kW, where the kind has one.</summary>
    public required float Kw { get; init; }

    /// <summary>First and last slot of the daily window, where the kind has one; the window may pass midnight.</summary>
    public required (int From, int To) Window { get; init; }

    /// <summary>Phase concerned, 0 to 2.</summary>
    public required int Phase { get; init; }

    /// <summary>Hours the clock is moved.</summary>
    public float ClockHours { get; init; }

    public List<(int From, int To)> Pauses { get; } = [];

    /// <summary>The neighbour whose smaller readings stand for this customer's.</summary>
    public Customer? Partner { get; init; }

    /// <summary>How strong the theft is on a day, 0 to 1.</summary>
    public float On(int day)
    {
        if (day < Onset || day >= End) return 0f;
        foreach (var (from, to) in Pauses)
        {
            if (day >= from && day < to) return 0f;
        }

        return RampDays == 0 ? 1f : Math.Min(1f, (day - Onset + 1f) / RampDays);
    }

    public bool Inside(int slot) => Window.From <= Window.To
        ? slot >= Window.From && slot < Window.To
        : slot >= Window.From || slot < Window.To;
}

/// <summary>One innocent cause with its days.</summary>
internal sealed class Twin
{
    public required TwinKind Kind { get; init; }

    public required int Onset { get; init; }

    public required int End { get; init; }

    /// <summary>Strength, by kind: a factor, kW, ohm or hours.</summary>
    public float Strength { get; init; }

    public int Phase { get; init; }

    public Customer? Partner { get; init; }

    public bool On(int day) => day >= Onset && day < End;
}
