using System.Globalization;
using Voltward.Simulation.LineLoss;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Customers;

/// <summary>A place for one customer in the network: where its taps will hang.</summary>
/// <param name="Node">Node of its meter box.</param>
/// <param name="Box">Number of the box in the area.</param>
/// <param name="Phase">Phase of a single-phase customer.</param>
/// <param name="Fixed">Imported place: the taps exist already, from this one on; −1 = to be drawn.</param>
/// <param name="FixedPhases">Phases of an imported place.</param>
/// <param name="FixedDrop">Length of an imported service drop, metres.</param>
internal readonly record struct Place(int Node, int Box, int Phase, int Fixed = -1, int FixedPhases = 1, float FixedDrop = 0f);

/// <summary>Draws the customers of an area. Nothing here may depend on who steals: thieves are chosen afterwards.</summary>
internal static class CustomerBuilder
{
    private static readonly float[] Ratios = [10, 15, 20, 30, 40, 60, 80, 120];

    /// <summary>Ohm per metre of a cable for one customer.</summary>
    private static readonly Impedance OwnCable = new(0.16e-3f, 0.08e-3f, 0.16e-3f, 0.08e-3f);

    private static readonly Life[] Lives = Enum.GetValues<Life>();

    /// <summary>How the kinds of life are mixed in a town, a village, a high street and a mixed quarter; in the order of <see cref="Life"/>.</summary>
    private static readonly float[][] Mix =
    [
        [55, 15, 6, 6, 10, 4, 1, 0, 0.6f, 0.2f, 0.6f, 1, 0.4f, 0, 0.2f],
        [44, 24, 3, 9, 3, 4, 0.5f, 7, 3, 0.4f, 1, 0.3f, 0, 0.5f, 0.2f],
        [33, 10, 5, 4, 16, 19, 6, 0, 1, 0.2f, 1, 4, 0.5f, 0, 0.2f],
        [38, 14, 6, 6, 12, 8, 2, 2, 8, 0.4f, 1, 2, 0.4f, 0.3f, 0.3f],
    ];

    public static Customer Draw(Area area, Place place, int areaKind, (Priors Priors, Season Season, ulong Seed) town)
    {
        var number = area.Customers.Count;
        var chance = Chance.For(town.Seed, Purpose.Customer, area.Index, number);
        var life = place.Fixed >= 0 && place.FixedPhases == 1 ? DrawSmall(chance) : Lives[chance.Weighted(Mix[areaKind])];
        var model = new LoadModel(life, chance, town.Priors.Noise);
        var threePhase = place.Fixed >= 0 ? place.FixedPhases == 3 : chance.Happens(model.Traits.ThreePhase) || model.ActivityKwh > 45f;
        if (!threePhase) model.MostKw = 6f;
        Equip(model, threePhase, town.Priors, chance);
        var kva = Contract(model, threePhase, chance);
        var large = threePhase && kva >= 30f;
        var drop = place.Fixed >= 0 ? place.FixedDrop : chance.Between(5f, 32f);
        var shares = threePhase ? Shares(chance) : [1f];
        var firstTap = place.Fixed >= 0 ? place.Fixed : Connect(area.Network, place, threePhase, (drop, large), chance);
        var since = Since(chance, town.Season);
        var street = (area.Index * 16) + (place.Box / 3);
        return new Customer
        {
            Number = number,
            Area = area,
            Model = model,
            Course = new Course(model, town.Season, Chance.For(town.Seed, Purpose.Course, area.Index, number)),
            Class = ClassOf(life),
            Name = Names.Business(life, chance),
            Phone = Names.Phone(chance),
            Street = street,
            Box = place.Box,
            Address = Address(area, place.Box, number, areaKind == 1, town.Seed),
            DropMetres = MathF.Round(drop, 1),
            FirstTap = firstTap,
            PhaseShare = shares,
            Meter = Meters.Draw(threePhase, large, town.Priors, chance) with { From = since.AddDays(chance.Below(town.Season.First.DayNumber - since.DayNumber)) },
            Factor = large ? Ratio(kva) : 1f,
            ContractKva = kva,
            Tariff = TariffOf(life),
            TwoPart = large && life == Life.Workshop,
            Phase = place.Phase,
            Since = since,
            FeedIn = model.SolarKw > 0f,
            AgreedKwh = Agreed(life, model, threePhase, chance),
        };
    }

    private static Life DrawSmall(Chance chance)
    {
        // An imported single-phase place is a dwelling or a small business.
        ReadOnlySpan<float> weights = [52, 18, 6, 6, 10, 6, 1, 0, 0, 0, 0, 1, 0, 0, 0];
        return Lives[chance.Weighted(weights)];
    }

    private static void Equip(LoadModel model, bool threePhase, Priors priors, Chance chance)
    {
        if (model.Life == Life.SolarPlant) model.SolarKw = chance.Between(8f, 30f);
        if (model.Life is not (Life.Family or Life.Elderly or Life.Rental or Life.Farm or Life.Workshop)) return;
        if (chance.Happens(priors.SolarShare)) model.SolarKw = chance.Between(2f, threePhase ? 12f : 6f);
        if (model.Life == Life.Family && chance.Happens(priors.CarShare)) model.CarKwh = chance.Between(3f, 10f);
    }

    private static float Contract(LoadModel model, bool threePhase, Chance chance)
    {
        if (!threePhase) return chance.Pick([4f, 6f, 6f, 8f, 8f, 10f]);
        var peak = (model.ActivityKwh * 0.22f) + model.BaseKw + (model.CoolKwh * 0.3f) + model.SolarKw;
        return MathF.Max(10f, MathF.Ceiling(peak * chance.Between(1.3f, 2.2f) / 5f) * 5f);
    }

    private static float[] Shares(Chance chance)
    {
        // Three-phase machines with single-phase lamps and sockets beside them.
        var a = chance.LogNormal(1f, 0.3f);
        var b = chance.LogNormal(1f, 0.3f);
        var c = chance.LogNormal(1f, 0.3f);
        var sum = a + b + c;
        return [a / sum, b / sum, c / sum];
    }

    private static int Connect(LvNetwork network, Place place, bool threePhase, (float Metres, bool Large) drop, Chance chance)
    {
        var ohm = NetworkBuilder.DropOhm(chance, threePhase || drop.Large) * drop.Metres;
        var x = 0.09e-3f * drop.Metres;
        var first = network.Taps.Count;
        if (!threePhase)
        {
            network.Taps.Add(new Tap(place.Node, place.Phase, 2f * ohm, 2f * x));
            return first;
        }

        // Large customers have a cable of their own from the busbar.
        var node = drop.Large
            ? network.Add(1, OwnCable * chance.Between(20f, 1.2e2f))
            : network.Add(place.Node, new Impedance(ohm, x, ohm, x));
        for (var phase = 0; phase < 3; phase++) network.Taps.Add(new Tap(node, phase, 0f, 0f));
        return first;
    }

    private static string Address(Area area, int box, int number, bool village, ulong seed)
    {
        var chance = Chance.For(seed, Purpose.Number, area.Index, 1 + (box / 3));
        var street = Names.Street(chance, village);
        var place = village ? "" : Names.Estate(chance);
        return string.Create(CultureInfo.InvariantCulture, $"{area.Feeder.Station.Name[..2]}{street}{place}{(box * 2) + 1}号{(number % 6) + 1}0{(number % 4) + 1}");
    }

    private static float? Agreed(Life life, LoadModel model, bool threePhase, Chance chance) =>
        life == Life.Construction || (life == Life.Lighting && !threePhase && chance.Happens(0.4f))
            ? MathF.Round(model.ActivityKwh * chance.Between(0.85f, 1.15f), 1)
            : null;

    private static DateOnly Since(Chance chance, Season season) => season.First.AddDays(-chance.Whole(30, 2950));

    private static float Ratio(float kva)
    {
        var needed = kva * 1.6f / 5f;
        foreach (var ratio in Ratios)
        {
            if (ratio >= needed) return ratio;
        }

        return Ratios[^1];
    }

    private static string ClassOf(Life life) => life switch
    {
        Life.Shop => "shop",
        Life.Restaurant => "restaurant",
        Life.Farm => "farm",
        Life.Workshop => "workshop",
        Life.School => "school",
        Life.Lighting => "public",
        Life.Charging => "charging",
        Life.SolarPlant => "pv",
        Life.Office or Life.Construction => "other",
        _ => "resident",
    };

    private static string TariffOf(Life life) => life switch
    {
        Life.Farm => "agricultural",
        Life.Shop or Life.Restaurant or Life.Workshop or Life.Lighting or Life.Office or Life.Charging or Life.Construction => "commercial",
        _ => "residential",
    };
}
