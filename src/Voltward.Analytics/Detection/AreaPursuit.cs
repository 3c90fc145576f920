namespace Voltward.Analytics.Detection;

/// <summary>
/// Who was asked about the loss of an area, and what came out: the dear part of detection, which an analysis may keep for the nights that follow. All
/// arrays are in the order of the area's points.
/// </summary>
/// <param name="Match">How well the loss runs along with each customer.</param>
/// <param name="Daily">Statistics from days.</param>
/// <param name="Fine">From the readings within the day; null when the area has no complete curves.</param>
public sealed record AreaPursuit(LossMatch[] Match, AreaLocalisation Daily, AreaLocalisation? Fine)
{
    /// <summary>A pursuit is kept for fewer nights than this: the window of a fingerprint lies inside the readings of all of them.</summary>
    public const int Nights = 7;

    private const int WindowDays = 120;

    /// <summary>Readings within the day are kept for sixty days.</summary>
    private const int FineDays = 60 - Nights;

    private const double GateZ = 1;
    private const int PursuitSlots = 24;

    /// <summary>Whether the loss of the area, or readings within its days, ask who explains it. Where nobody is asked a pursuit costs nothing.</summary>
    public static bool IsAsked(AreaFacts facts) => StandsOut(facts) || facts.Fine is not null;

    /// <summary>Asks the customers of the area.</summary>
    public static AreaPursuit Of(AreaFacts facts)
    {
        // A loss that nothing sets apart asks for nobody; only readings inside the day may tell who steals behind it all the same.
        var (ask, onset, customers) = (StandsOut(facts), Onset(facts), facts.Points.Length);
        if (!IsAsked(facts)) return new AreaPursuit(LossPursuit.NotAsked(customers), AreaLocalisation.NotAsked(customers), null);
        var from = WindowStart(facts.Daily.Days, onset);
        return new AreaPursuit(
            LossPursuit.Run(facts.Fine?.Coarse(PursuitSlots) ?? facts.Daily.From(from)),
            Localiser.Run(facts.Daily, from, onset, ask),
            facts.Fine is { } grid ? Localiser.Run(grid, 0, Math.Max(-1, onset - (facts.Daily.Days - grid.Days)), ask) : null);
    }

    /// <summary>
    /// Fingerprint of what a pursuit up to a day rests on: the file of the area and of its members, the readings of both sides, who is booked wrongly, and
    /// what the alarm says now. The same fingerprint on a later day: nothing of it has been read late, corrected or moved, and the alarm is the same.
    /// </summary>
    /// <param name="facts">The area as it is known now.</param>
    /// <param name="behind">How many days before the last one that day lies, 0 … 6.</param>
    /// <returns>64 bits (FNV-1a).</returns>
    public static ulong Fingerprint(AreaFacts facts, int behind)
    {
        var hash = new InputHash.Running();
        hash.Add(StandsOut(facts) ? 1u : 0);
        hash.Add(Onset(facts) is >= 0 and var onset ? (uint)facts.Input.First.AddDays(onset).DayNumber : 0);
        hash.Add(facts.Input.Area);
        foreach (var booking in facts.Misbooked)
        {
            hash.Add((uint)booking.Point);
            hash.Add(booking.FedFrom);
        }

        var days = (To: facts.Daily.Days - behind, From: Math.Max(0, facts.Daily.Days - behind - WindowDays + Nights));
        hash.Add(facts.Input.SupplyKwh.AsSpan(days.From..days.To));
        hash.Add(facts.Input.SupplyExportKwh.AsSpan(days.From..days.To));
        for (var i = 0; i < facts.Points.Length; i++)
        {
            hash.Add(facts.Points[i].Point);
            hash.Add(facts.Input.ImportKwh[i].AsSpan(days.From..days.To));
            if (facts.Points[i].Point.FeedIn) hash.Add(facts.Input.ExportKwh[i].AsSpan(days.From..days.To));
            foreach (var isMember in facts.Input.Member[i].AsSpan(days.From..days.To)) hash.Add(isMember ? 1u : 0);
        }

        if (facts.Fine is not { } grid) return hash.Value;
        hash.Add((uint)grid.Slots);
        var (first, end) = (Math.Max(0, grid.Days - behind - FineDays) * grid.Slots, (grid.Days - behind) * grid.Slots);
        foreach (var readings in grid.Readings) hash.Add(readings.AsSpan(first..end));
        // The loss within the day moves with the fit of every night; what was supplied within it does not.
        if (facts.FineSupply is not { } supply) return hash.Value;
        var perDay = supply.Length / grid.Days;
        hash.Add(supply.AsSpan((first / grid.Slots * perDay)..(end / grid.Slots * perDay)));
        return hash.Value;
    }

    private static bool StandsOut(AreaFacts facts) => facts.Loss.Z > GateZ || Onset(facts) >= 0;

    private static int Onset(AreaFacts facts) => facts.Loss.Chart.Open?.Onset ?? -1;

    /// <summary>The window is the last 120 days, but leaves honest days before the onset as reference when there are any.</summary>
    private static int WindowStart(int days, int onset)
    {
        var start = Math.Max(0, days - WindowDays);
        return onset >= 28 ? Math.Max(start, Math.Min(onset - 14, days - 28)) : start;
    }
}
