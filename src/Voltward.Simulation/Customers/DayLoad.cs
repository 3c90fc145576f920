using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Customers;

/// <summary>Turns a customer's course into the quarter hours of one day.</summary>
/// <param name="season">Days and weather.</param>
internal sealed class DayLoad(Season season)
{
    private const int Slots = LoadModel.Slots;
    private readonly float[] _sun = new float[Slots];
    private readonly float[] _warmth = new float[Slots];
    private int _day;

    /// <summary>Chooses the day for all following customers.</summary>
    /// <param name="day">Index in the season, history included.</param>
    public void Enter(int day)
    {
        _day = day;
        var half = season.DayLengthHours[day] / 2f;
        var warmth = 0f;
        for (var t = 0; t < Slots; t++)
        {
            var fromNoon = ((t + 0.5f) * 0.25f) - 12.2f;
            _sun[t] = MathF.Abs(fromNoon) >= half ? 0f : MathF.Pow(MathF.Cos(MathF.PI * fromNoon / (2f * half)), 1.3f);
            // Rooms are coolest before sunrise and warmest in the late afternoon.
            _warmth[t] = 1f + (0.45f * MathF.Cos(MathF.Tau * (fromNoon - 4.5f) / 24f));
            warmth += _warmth[t];
        }

        for (var t = 0; t < Slots; t++) _warmth[t] /= warmth;
    }

    /// <summary>Fills one customer's day.</summary>
    /// <param name="who">Its model.</param>
    /// <param name="course">Its course.</param>
    /// <param name="chance">Its stream.</param>

    /// <param name="into">Mean power of each quarter hour, kW, negative when own generation exceeds use; and its variance inside, kW².</param>
    public void Fill(LoadModel who, Course course, Chance chance, (float[] Kw, float[] Variance) into)
    {
        var (kw, variance) = into;
        if (_day < course.Begin)
        {
            Array.Clear(kw);
            Array.Clear(variance);
            return;
        }

        var rest = season.Kinds[_day] != DayKind.Workday;
        var activity = course.Activity[_day];
        Smooth(who, course, chance, kw);
        var cycling = 0.16f * who.BaseKw * who.BaseKw * course.Standing[_day];
        Array.Fill(variance, cycling);
        if (who.PulseShare > 0f) Pulses(who, activity, rest, chance, into);
        var weather = course.Weather[_day] * who.WeatherKwh(season.MeanC[_day]);
        if (weather > 0f) Air(who, weather, rest, into);
        if (who.CarKwh > 0f) Car(who, activity, chance, into);
        if (who.SolarKw > 0f) Solar(who, chance, into);
    }

    /// <summary>The course of a day without the chance of single appliances, kW.</summary>
    public void Expected(LoadModel who, Course course, float[] kw)
    {
        var rest = season.Kinds[_day] != DayKind.Workday;
        var shape = who.ShapeOf(rest);
        var active = course.Activity[_day] * (who.ActivityKwh + who.CarKwh) * 4f;
        var weather = course.Weather[_day] * who.WeatherKwh(season.MeanC[_day]) * 2f;
        for (var t = 0; t < Slots; t++)
        {
            kw[t] = (course.Standing[_day] * who.BaseKw) + (active * shape[t]) + (weather * (_warmth[t] + shape[t]));
            if (who.SolarKw > 0f) kw[t] -= who.SolarKw * season.Cloud[_day] * _sun[t] * 0.85f;
        }
    }

    private void Smooth(LoadModel who, Course course, Chance chance, float[] kw)
    {
        var rest = season.Kinds[_day] != DayKind.Workday;
        var floor = who.BaseKw * course.Standing[_day];
        var scale = course.Activity[_day] * who.ActivityKwh * (1f - who.PulseShare) * 4f;
        if (who.Life == Life.Lighting)
        {
            Lamps(scale, floor, kw);
            return;
        }

        var shape = who.ShapeOf(rest);
        var noise = who.Noise;
        var state = 0f;
        for (var t = 0; t < kw.Length; t++)
        {
            state = (0.7f * state) + (0.7f * chance.Jitter());
            kw[t] = floor + (scale * shape[t] * MathF.Max(0.1f, 1f + (noise * state)));
        }
    }

    private void Lamps(float scale, float floor, float[] kw)
    {
        var dark = 0;
        for (var t = 0; t < Slots; t++) dark += _sun[t] <= 0f ? 1 : 0;
        for (var t = 0; t < Slots; t++) kw[t] = floor + (_sun[t] <= 0f ? scale / dark : 0f);
    }

    private static void Pulses(LoadModel who, float activity, bool rest, Chance chance, (float[] Kw, float[] Variance) into)
    {
        var appliances = who.Traits.Appliances;
        if (appliances.Length == 0) return;
        var uses = chance.Poisson(activity * who.ActivityKwh * who.PulseShare / who.MeanPulseKwh);
        for (var i = 0; i < uses; i++)
        {
            var mark = chance.Unit();
            var k = 0;
            while (k < appliances.Length - 1 && (mark -= appliances[k].Weight) >= 0f) k++;
            var minute = (who.Start(rest, chance) * 15f) + (15f * chance.Unit());
            // Power and length scatter without moving the mean energy of a use.
            var power = appliances[k].Kw * chance.Between(0.75f, 1.25f);
            var minutes = appliances[k].Minutes * chance.Between(0.5f, 1.5f);
            var possible = MathF.Min(power, who.MostKw);
            Pulse(minute, minutes * power / possible, possible, into);
        }
    }

    private void Air(LoadModel who, float kwh, bool rest, (float[] Kw, float[] Variance) into)
    {
        var shape = who.ShapeOf(rest);
        // A compressor runs at full power or not at all; its size grows with what it has to do on a hot day.
        var rated = MathF.Max(0.9f, 0.2f * MathF.Max(who.CoolKwh, who.HeatKwh) * 8f);
        for (var t = 0; t < Slots; t++)
        {
            var mean = MathF.Min(rated, kwh * 2f * (_warmth[t] + shape[t]));
            into.Kw[t] += mean;
            into.Variance[t] += 0.4f * mean * (rated - mean);
        }
    }

    private static void Car(LoadModel who, float activity, Chance chance, (float[] Kw, float[] Variance) into)
    {
        if (!chance.Happens(0.45f)) return;
        var power = who.CarKwh > 6f ? 7f : 3.3f;
        var kwh = who.CarKwh * activity / 0.45f * chance.Between(0.6f, 1.4f);
        Pulse(chance.Between(19f, 24f) * 60f, MathF.Min(6e2f, kwh / power * 60f), power, into);
    }

    private void Solar(LoadModel who, Chance chance, (float[] Kw, float[] Variance) into)
    {
        var peak = who.SolarKw * season.Cloud[_day];
        var broken = 1f - season.Cloud[_day];
        for (var t = 0; t < Slots; t++)
        {
            if (_sun[t] <= 0f) continue;
            var gust = 1f + (0.5f * broken * chance.Jitter());
            into.Kw[t] -= peak * _sun[t] * Math.Clamp(gust, 0.1f, 1.3f) * 0.85f;
        }
    }

    private static void Pulse(float minute, float minutes, float power, (float[] Kw, float[] Variance) into)
    {
        while (minutes > 0f)
        {
            var slot = (int)(minute / 15f);
            var part = MathF.Min(minutes, ((slot + 1) * 15f) - minute);
            var share = part / 15f;
            var t = slot % Slots;
            into.Kw[t] += power * share;
            into.Variance[t] += power * power * share * (1f - share);
            minute += part;
            minutes -= part;
            if (part <= 0f) return;
        }
    }
}
