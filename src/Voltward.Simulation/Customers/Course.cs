using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Customers;

/// <summary>
/// One customer's life over history and window: per day how active it is, how much of the standing load is on and how far it
/// answers the weather. Everything innocent that happens to a customer happens here.
/// </summary>
internal sealed class Course
{
    public Course(LoadModel model, Season season, Chance chance)
    {
        Activity = new float[season.Total];
        Standing = new float[season.Total];
        Weather = new float[season.Total];
        var memory = chance.Between(0.3f, 0.8f);
        var scatter = model.Traits.DayScatter * chance.Between(0.6f, 1.5f);
        var growth = 0.05f * chance.Normal() / 365f;
        var state = chance.Normal();
        var drift = chance.Normal();
        var week = Week(model.Traits.DayScatter, chance);
        for (var d = 0; d < season.Total; d++)
        {
            state = (memory * state) + (MathF.Sqrt(1f - (memory * memory)) * chance.Normal());
            // A slow swing of weeks: visitors, a new job, a quiet month.
            drift = (0.97f * drift) + (0.24f * chance.Jitter());
            var level = week[(int)season.Date(d).DayOfWeek] * MathF.Exp((scatter * state) + (0.16f * drift) + (growth * (d - season.History)));
            // Guests, a party, a big order: a heavy tail.
            if (chance.Happens(1.2e-2f)) level *= chance.Between(1.5f, 3.2f);
            Activity[d] = level * model.Traits.DayLevel[(int)season.Kinds[d]] * Yearly(model.Life, season, d);
            Standing[d] = 1f;
            Weather[d] = MathF.Exp(0.3f * chance.Normal());
        }

        Travel(model, season, chance);
        Move(model, season, chance);
    }

    /// <summary>Level of activity, 1 = an ordinary workday.</summary>
    public float[] Activity { get; }

    /// <summary>Level of what is always on.</summary>
    public float[] Standing { get; }

    /// <summary>How far heating and cooling answer the weather.</summary>
    public float[] Weather { get; }

    /// <summary>Days before this index do not exist for the customer; 0 = always there.</summary>
    public int Begin { get; set; }

    /// <summary>Multiplies the levels of the days [from, to).</summary>
    public void Change(int from, int to, float activity, float standing, float weather)
    {
        for (var d = Math.Max(0, from); d < Math.Min(to, Activity.Length); d++)
        {
            Activity[d] *= activity;
            Standing[d] *= standing;
            Weather[d] *= weather;
        }
    }

    private static float Yearly(Life life, Season season, int d)
    {
        var month = season.Date(d).Month;
        return life switch
        {
            Life.School when month is 7 or 8 => 0.12f,
            Life.Farm => month is >= 4 and <= 9 ? 1.5f : 0.4f,
            Life.Lighting => (24f - season.DayLengthHours[d]) / 12f,
            _ => 1f,
        };
    }

    /// <summary>Everybody has a week of his own: laundry on Saturday, closed on Monday.</summary>
    private static float[] Week(float scatter, Chance chance)
    {
        var spread = scatter * chance.Between(0.4f, 1.2f);
        return [.. Enumerable.Range(0, 7).Select(_ => chance.LogNormal(1f, spread))];
    }

    private void Travel(LoadModel model, Season season, Chance chance)
    {
        for (var d = 0; d < season.Total; d++)
        {
            var festive = season.Kinds[d] is DayKind.Holiday or DayKind.SpringFestival ? 6f : 1f;
            if (!chance.Happens(model.Traits.AwayChance * festive)) continue;
            var back = d + chance.Whole(2, 14);
            Change(d, back, 0.03f, 0.9f, 0.02f);
            d = back;
        }
    }

    private void Move(LoadModel model, Season season, Chance chance)
    {
        for (var d = 0; d < season.Total; d++)
        {
            if (!chance.Happens(model.Traits.MoveChance / 365f)) continue;
            var empty = d + chance.Whole(5, 60);
            Change(d, empty, 0.02f, chance.Between(0f, 0.6f), 0f);
            var level = chance.LogNormal(1f, 0.5f);
            Change(empty, season.Total, level, chance.LogNormal(1f, 0.2f), level);
            d = empty;
        }
    }
}
