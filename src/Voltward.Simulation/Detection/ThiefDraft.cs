using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Detection;

/// <summary>Picks customers and writes the story of each theft.</summary>
internal sealed class ThiefDraft(Town town, Chance chance)
{
    /// <summary>Slots of the sharpest daily hours.</summary>
    private static readonly (int From, int To) Evening = (70, 88);

    /// <summary>A share of the customers, in streets, with as many of each kind of connection as there are in the town.</summary>
    public List<Customer> Choose(float share)
    {
        var streets = new Dictionary<int, float>();
        var chosen = new List<Customer>();
        foreach (var stratum in town.Customers.Where(Planting.Eligible).GroupBy(c => (c.ThreePhase, c.Factor > 1f)).OrderBy(g => g.Key))
        {
            var left = stratum.Where(c => c.Theft is null).ToList();
            var wanted = (int)((stratum.Count() * share) + chance.Unit());
            for (var i = 0; i < wanted && left.Count > 0; i++)
            {
                var weights = left.Select(c => StreetWeight(streets, c.Street)).ToArray();
                var at = chance.Weighted(weights);
                chosen.Add(left[at]);
                left.RemoveAt(at);
            }
        }

        chance.Shuffle(chosen);
        return chosen;
    }

    /// <summary>Somebody honest that suits; null when there is nobody.</summary>
    public Customer? One(Func<Customer, bool> suits)
    {
        var list = town.Customers.Where(c => c.Theft is null && c.Twin is null && Planting.Eligible(c) && suits(c)).ToArray();
        return list.Length == 0 ? null : list[chance.Below(list.Length)];
    }

    public void Take(Customer customer, TheftKind kind)
    {
        customer.Theft = Story(kind, customer);
        if (kind == TheftKind.CapacityFraud) customer.BookedKva = MathF.Max(3f, MathF.Round(customer.ContractKva * chance.Between(0.3f, 0.6f)));
        // What costs nothing is used freely, most of all for heat and cold. A second supply in front of the meter leaves the metered life alone.
        if (kind is TheftKind.ApplianceBypass or TheftKind.CapacityFraud || chance.Happens(0.3f)) return;
        customer.Course.Change(customer.Theft.Onset, customer.Theft.End, chance.Between(1.05f, 1.5f), 1f, chance.Between(1.1f, 1.9f));
    }

    /// <summary>The smaller neighbour on the same kind of meter, if there is one.</summary>
    public static Customer? Smaller(Customer customer) => customer.Area.Customers
        .Where(c => !c.ThreePhase && !c.Generates && c.AgreedKwh is null && Daily(c) < 0.6f * Daily(customer))
        .MaxBy(c => Daily(c));

    public Theft Story(TheftKind kind, Customer customer)
    {
        var (onset, end) = Days(kind);
        var theft = new Theft
        {
            Kind = kind,
            Onset = onset,
            End = end,
            RampDays = Ramp(kind),
            Share = ShareOf(kind),
            Kw = Power(kind, customer),
            Window = WindowOf(kind),
            Phase = chance.Below(3),
            ClockHours = kind == TheftKind.ClockShift ? chance.Whole(3, 11) : 0f,
            Partner = kind == TheftKind.Swap ? Smaller(customer) : null,
        };
        Pause(theft);
        return theft;
    }

    private (int Onset, int End) Days(TheftKind kind)
    {
        var (history, total) = (town.Season.History, town.Season.Total);
        // A ratio that was declared wrong was declared wrong at installation, or when the transformers were changed.
        if (kind is TheftKind.CtRatio && chance.Happens(0.5f)) return (0, total);
        var margin = Math.Min(14, town.Season.Days / 4);
        var onset = chance.Happens(0.42f)
            ? chance.Whole(Math.Max(1, history - 330), history - 1)
            : chance.Whole(history + Math.Min(7, margin), total - 1 - margin);
        var end = chance.Happens(0.12f) ? Math.Min(total, Math.Max(history, onset) + chance.Whole(20, 190)) : total;
        return (onset, end);
    }

    private void Pause(Theft theft)
    {
        var often = theft.Kind is TheftKind.FullBypass or TheftKind.Magnet or TheftKind.ZeroSpell ? 0.06f : chance.Happens(0.3f) ? 1.2e-2f : 0f;
        for (var d = theft.Onset; d < theft.End; d++)
        {
            if (!chance.Happens(often)) continue;
            var back = d + chance.Whole(1, theft.Kind == TheftKind.FullBypass ? 12 : 7);
            theft.Pauses.Add((d, back));
            d = back;
        }
    }

    private int Ramp(TheftKind kind) => kind switch
    {
        TheftKind.Progressive => chance.Whole(30, 100),
        TheftKind.Scale or TheftKind.RegisterHack or TheftKind.FixedOffset => chance.Happens(0.25f) ? chance.Whole(5, 40) : 0,
        _ => 0,
    };

    private float ShareOf(TheftKind kind) => kind switch
    {
        TheftKind.Zero or TheftKind.ZeroSpell => 1f,
        TheftKind.FullBypass => chance.Between(0.93f, 1f),
        TheftKind.NightOnly => chance.Between(0.75f, 1f),
        TheftKind.PhaseShunt => chance.Between(0.6f, 1f),
        TheftKind.CtRatio => chance.Pick([1f / 4f, 1f / 3f, 1f / 2f, 3f / 5f]),
        TheftKind.EarthReturn or TheftKind.Magnet => chance.Between(0.4f, 0.95f),
        TheftKind.PeakMoved => chance.Between(0.3f, 0.7f),
        TheftKind.Progressive => chance.Between(0.3f, 1f),
        _ => chance.Between(0.2f, 0.9f),
    };

    private float Power(TheftKind kind, Customer customer)
    {
        var mean = Daily(customer) / 24f;
        return kind switch
        {
            TheftKind.FixedOffset => mean * chance.Between(0.3f, 1.2f),
            TheftKind.Clip => mean * chance.Between(0.5f, 1.1f),
            TheftKind.ApplianceBypass => chance.LogNormal(customer.ThreePhase ? 3f : 1.7f, 0.5f),
            _ => 0f,
        };
    }

    private (int From, int To) WindowOf(TheftKind kind) => kind switch
    {
        TheftKind.NightOnly => (chance.Whole(84, 92), chance.Whole(22, 30)),
        TheftKind.PeakMoved => (Evening.From + chance.Whole(-4, 4), Evening.To + chance.Whole(-4, 4)),
        TheftKind.WindowShare or TheftKind.Magnet or TheftKind.ApplianceBypass or TheftKind.ZeroSpell => Hours(),
        _ => (0, LoadModel.Slots),
    };

    private (int From, int To) Hours()
    {
        var from = chance.Below(LoadModel.Slots);
        return (from, (from + chance.Whole(20, 64)) % LoadModel.Slots);
    }

    private float StreetWeight(Dictionary<int, float> streets, int street)
    {
        if (streets.TryGetValue(street, out var weight)) return weight;
        return streets[street] = Chance.For(town.Seed, Purpose.Theft, street, -3).LogNormal(1f, 1.2f);
    }

    private static float Daily(Customer customer) => (customer.Model.BaseKw * 24f) + customer.Model.ActivityKwh;
}
