using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Detection;

/// <summary>For each kind of theft that acts on the whole reading: how much of each quarter hour is reported.</summary>
internal static class Shares
{
    private const int Slots = LoadModel.Slots;

    /// <summary>Fills the reported share of each quarter hour.</summary>
    /// <param name="act">The theft and its strength on the day.</param>
    /// <param name="kw">True power, kW.</param>
    /// <param name="yesterdayKw">Mean power of the day before.</param>
    /// <param name="into">96 shares of the true power, not negative; and the stream of the day.</param>
    public static void Fill((Theft Theft, float Strength) act, float[] kw, float yesterdayKw, (float[] Share, Chance Chance) into)
    {
        var (theft, strength) = act;
        var (share, chance) = into;
        Array.Fill(share, 1f);
        switch (theft.Kind)
        {
            case TheftKind.FixedOffset:
                Reported(kw, share, (_, x) => x - (strength * theft.Kw));
                break;
            case TheftKind.Clip:
                Reported(kw, share, (_, x) => MathF.Min(x, theft.Kw));
                break;
            case TheftKind.RandomMean:
                Reported(kw, share, (_, _) => yesterdayKw * chance.Between(0.1f, 0.8f));
                break;
            case TheftKind.Mean:
                Reported(kw, share, (_, _) => yesterdayKw);
                break;
            case TheftKind.Reversal:
                var day = (float[])kw.Clone();
                Reported(kw, share, (t, _) => day[Slots - 1 - t]);
                break;
            case TheftKind.PeakMoved:
                Move(theft, kw, share);
                break;
            case TheftKind.RandomShare:
                for (var t = 0; t < Slots; t++) share[t] = chance.Between(0.1f, 0.8f);
                break;
            case TheftKind.OnOff:
                Switch(chance, share);
                break;
            default:
                Plain(theft, strength, share);
                break;
        }
    }

    private static void Plain(Theft theft, float strength, float[] share)
    {
        var hidden = strength * theft.Share;
        for (var t = 0; t < Slots; t++)
        {
            share[t] = theft.Kind switch
            {
                TheftKind.NightOnly or TheftKind.WindowShare or TheftKind.Magnet or TheftKind.ZeroSpell => theft.Inside(t) ? 1f - hidden : 1f,
                TheftKind.Scale or TheftKind.FullBypass or TheftKind.EarthReturn or TheftKind.CtRatio or TheftKind.Zero or TheftKind.Progressive => 1f - hidden,
                _ => 1f,
            };
        }
    }

    private static void Reported(float[] kw, float[] share, Func<int, float, float> report)
    {
        for (var t = 0; t < Slots; t++)
        {
            // Own generation is left alone; there is always a little standing load to divide by.
            if (kw[t] > 1e-4f) share[t] = MathF.Max(0f, report(t, kw[t])) / kw[t];
        }
    }

    private static void Move(Theft theft, float[] kw, float[] share)
    {
        var moved = 0f;
        for (var t = 0; t < Slots; t++)
        {
            if (!theft.Inside(t) || kw[t] <= 0f) continue;
            share[t] = 1f - theft.Share;
            moved += kw[t] * theft.Share;
        }

        // What the peak lost appears in the small hours.
        const int From = 2;
        const int To = 24;
        var each = moved / (To - From);
        for (var t = From; t < To; t++)
        {
            if (kw[t] > 1e-4f) share[t] = (kw[t] + each) / kw[t];
        }
    }

    private static void Switch(Chance chance, float[] share)
    {
        var on = chance.Happens(0.5f);
        for (var t = 0; t < Slots; t++)
        {
            if (chance.Happens(0.08f)) on = !on;
            share[t] = on ? 1f : 0f;
        }
    }
}
