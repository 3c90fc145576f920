namespace Voltward.Simulation.Customers;

/// <summary>The kinds of life of a town. Figures are round on purpose: each customer and each seed scatters around them.</summary>
internal static class LifeCatalogue
{
    private static readonly Appliance[] Household =
    [
        new(1.8f, 5f, 0.3f), new(1.6f, 25f, 0.24f), new(0.9f, 9f, 0.16f), new(2.2f, 28f, 0.12f), new(0.45f, 45f, 0.14f), new(2.8f, 40f, 0.04f),
    ];

    private static readonly Appliance[] Kitchen = [new(3f, 35f, 0.4f), new(5f, 50f, 0.3f), new(1.5f, 20f, 0.3f)];

    private static readonly Appliance[] Counter = [new(1.4f, 8f, 0.5f), new(0.8f, 40f, 0.5f)];

    private static readonly Appliance[] Machines = [new(4f, 14f, 0.5f), new(7.5f, 28f, 0.35f), new(15f, 35f, 0.15f)];

    private static readonly Bump[] Evening = [new(7f, 0.9f, 0.18f), new(12.2f, 1f, 0.2f), new(19.6f, 1.9f, 0.62f)];

    private static readonly Bump[] Home = [new(8.6f, 1.4f, 0.2f), new(12.4f, 1.6f, 0.28f), new(19.4f, 2.3f, 0.52f)];

    private static readonly Bump[] Office = [new(10f, 1.7f, 0.5f), new(15.4f, 1.9f, 0.5f)];

    private static readonly Bump[] Open = [new(11f, 2.4f, 0.4f), new(17.5f, 2.9f, 0.6f)];

    private static readonly Bump[] Night = [new(22f, 0.9f, 0.3f), new(3f, 2.4f, 0.35f), new(15f, 2.2f, 0.35f)];

    private static readonly Bump[] Always = [new(6f, 40f, 1f)];

    private static readonly LifeTraits Household1 = new()
    {
        BaseKw = 8.5e-2f,
        ActivityKwh = 4.1f,
        Workday = Evening,
        RestDay = Home,
        Appliances = Household,
        CoolKwh = 0.55f,
        HeatKwh = 0.22f,
        DayLevel = [1f, 1.12f, 1.02f, 1.15f],
        DayScatter = 0.28f,
        ThreePhase = 0.04f,
        AwayChance = 4e-3f,
        MoveChance = 0.02f,
    };

    private static readonly LifeTraits Business = new()
    {
        BaseKw = 0.2f,
        ActivityKwh = 14f,
        Spread = 0.8f,
        Workday = Open,
        RestDay = Open,
        Appliances = Counter,
        PulseShare = 0.3f,
        CoolKwh = 1.5f,
        HeatKwh = 0.7f,
        DayLevel = [1f, 1.1f, 1.15f, 0.35f],
        DayScatter = 0.16f,
        PowerFactor = 0.92f,
        ThreePhase = 0.35f,
        MoveChance = 0.05f,
    };

    public static LifeTraits Of(Life life) => life switch
    {
        Life.Family => Household1,
        Life.Elderly => Household1 with { ActivityKwh = 2.3f, Workday = Home, CoolKwh = 0.25f, DayScatter = 0.22f, AwayChance = 2e-3f },
        Life.ShiftWorker => Household1 with { ActivityKwh = 3.2f, Workday = Night, RestDay = Home, DayScatter = 0.4f },
        Life.Vacant => Household1 with { BaseKw = 1.8e-2f, ActivityKwh = 0.05f, CoolKwh = 0f, HeatKwh = 0f, PulseShare = 0.2f, AwayChance = 0.03f },
        Life.Rental => Household1 with { ActivityKwh = 3f, Spread = 0.6f, DayScatter = 0.34f, AwayChance = 6e-3f, MoveChance = 0.5f },
        Life.Shop => Business,
        Life.Restaurant => Business with
        {
            BaseKw = 0.5f,
            ActivityKwh = 38f,
            Workday = [new(11.6f, 1.3f, 0.42f), new(18.4f, 1.7f, 0.58f)],
            Appliances = Kitchen,
            RestDay = [new(11.8f, 1.5f, 0.42f), new(18.6f, 1.8f, 0.58f)],
            PulseShare = 0.5f,
            DayLevel = [1f, 1.25f, 1.3f, 0.6f],
            ThreePhase = 0.55f,
        },
        Life.Farm => Business with
        {
            BaseKw = 0.05f,
            ActivityKwh = 7f,
            Spread = 0.9f,
            Workday = Home,
            RestDay = Home,
            Appliances = [new(5.5f, 1.4e2f, 0.6f), new(11f, 1.9e2f, 0.4f)],
            PulseShare = 0.85f,
            CoolKwh = 0f,
            HeatKwh = 0f,
            DayLevel = [1f, 1f, 0.9f, 0.2f],
            DayScatter = 0.5f,
            PowerFactor = 0.82f,
            ThreePhase = 0.5f,
        },
        Life.Workshop => Business with
        {
            BaseKw = 0.4f,
            ActivityKwh = 45f,
            Spread = 0.9f,
            Workday = Office,
            RestDay = Office,
            Appliances = Machines,
            PulseShare = 0.6f,
            CoolKwh = 0.8f,
            DayLevel = [1f, 0.45f, 0.3f, 0.04f],
            DayScatter = 0.3f,
            PowerFactor = 0.83f,
            ThreePhase = 0.85f,
        },
        Life.School => Business with
        {
            BaseKw = 0.9f,
            ActivityKwh = 60f,
            Workday = Office,
            RestDay = Office,
            CoolKwh = 5f,
            HeatKwh = 1.5f,
            DayLevel = [1f, 0.22f, 0.14f, 0.08f],
            ThreePhase = 0.9f,
            MoveChance = 0f,
        },
        Life.Lighting => Business with
        {
            BaseKw = 0f,
            ActivityKwh = 11f,
            Spread = 0.4f,
            Appliances = [],
            PulseShare = 0f,
            CoolKwh = 0f,
            HeatKwh = 0f,
            DayLevel = [1f, 1f, 1f, 1f],
            DayScatter = 0.03f,
            PowerFactor = 0.9f,
            ThreePhase = 0.2f,
            MoveChance = 0f,
        },
        Life.Office => Business with { ActivityKwh = 20f, Workday = Office, RestDay = Office, DayLevel = [1f, 0.3f, 0.22f, 0.1f] },
        Life.Charging => Business with
        {
            ActivityKwh = 55f,
            Workday = [new(12f, 2.5f, 0.3f), new(22f, 3f, 0.7f)],
            RestDay = [new(14f, 4f, 1f)],
            Appliances = [new(7f, 1.5e2f, 0.7f), new(28f, 45f, 0.3f)],
            PulseShare = 0.97f,
            CoolKwh = 0f,
            HeatKwh = 0f,
            DayLevel = [1f, 1.1f, 1.2f, 0.8f],
            PowerFactor = 0.97f,
            ThreePhase = 1f,
        },
        Life.Construction => Business with
        {
            ActivityKwh = 18f,
            Workday = Office,
            RestDay = Office,
            Appliances = Machines,
            PulseShare = 0.5f,
            CoolKwh = 0f,
            DayLevel = [1f, 0.8f, 0.4f, 0.05f],
            ThreePhase = 0f,
        },
        Life.SolarPlant => Business with
        {
            BaseKw = 0.02f,
            ActivityKwh = 0f,
            Workday = Always,
            RestDay = Always,
            Appliances = [],
            PulseShare = 0f,
            CoolKwh = 0f,
            HeatKwh = 0f,
            ThreePhase = 1f,
        },
    };
}
