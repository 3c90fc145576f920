using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Inspections;

/// <summary>One inspector of a station with habits nobody wrote down.</summary>
/// <param name="Name">As it stands on work orders.</param>
/// <param name="Station">Where.</param>
/// <param name="Overlook">Share of thefts that go unseen.</param>
/// <param name="Invent">Share of visits to the honest that end in an invented theft.</param>
/// <param name="Leak">Share of thieves who are warned before the visit.</param>
internal sealed record Inspector(string Name, Organisation Station, float Overlook, float Invent, float Leak)
{
    public static Dictionary<Organisation, Inspector[]> Hire(Town town)
    {
        var staff = new Dictionary<Organisation, Inspector[]>();
        var index = 0;
        foreach (var station in town.Feeders.Select(f => f.Station).Distinct())
        {
            var chance = Chance.For(town.Seed, Purpose.Past, -1, index++);
            staff[station] = [.. Enumerable.Range(0, chance.Whole(3, 5)).Select(_ => Draw(station, town.Priors.Overlook, chance))];
        }

        return staff;
    }

    private static Inspector Draw(Organisation station, float overlook, Chance chance) => chance.Weighted([0.76f, 0.14f, 0.1f]) switch
    {
        0 => new Inspector(Names.Person(chance), station, overlook * 0.8f, 2e-3f, 0.01f),
        1 => new Inspector(Names.Person(chance), station, overlook * 2f, 4e-3f, 0.01f),
        _ => new Inspector(Names.Person(chance), station, overlook, 0.03f, 0.3f),
    };
}

/// <summary>What a visit in the past found on paper, and what was the case.</summary>
internal sealed class PastVisit
{
    public required Customer Customer { get; init; }

    /// <summary>Index in the calendar.</summary>
    public required int Day { get; init; }

    public required Inspector First { get; init; }

    public required Inspector Second { get; init; }

    /// <summary>As the work order says.</summary>
    public required string Outcome { get; init; }

    public string? OutcomeKind { get; init; }

    public double? FoundKwh { get; init; }

    /// <summary><c>honest</c>, <c>overlooked</c>, <c>leaked</c> or <c>invented</c>.</summary>
    public required string Conduct { get; init; }

    public string OrderNo { get; set; } = "";
}
