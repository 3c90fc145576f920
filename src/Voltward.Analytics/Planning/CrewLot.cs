namespace Voltward.Analytics.Planning;

/// <summary>
/// Draws which crew carries out which day's work (班组抽签): a random perfect matching in which nobody goes where they may not, and, as far as
/// that can be had, nobody goes where they were lately.
/// </summary>
public static class CrewLot
{
    /// <param name="fit">[work, crew]: 0 may not go, 1 may go but was there lately, 2 may go.</param>
    /// <param name="seed">Seed of the lot.</param>
    /// <returns>Crew of each piece of work; null when no lawful matching exists.</returns>
    public static int[]? Draw(int[,] fit, int seed)
    {
        var (works, crews) = (fit.GetLength(0), fit.GetLength(1));
        var random = new Random(seed);
        var order = Enumerable.Range(0, works).ToArray();
        random.Shuffle(order);
        var choices = Enumerable.Range(0, works).Select(_ =>
        {
            var all = Enumerable.Range(0, crews).ToArray();
            random.Shuffle(all);
            return all;
        }).ToArray();

        // Fresh places first, by augmenting paths; what cannot be matched so is matched with the rest allowed as well.
        var workOf = Enumerable.Repeat(-1, crews).ToArray();
        foreach (var least in (int[])[2, 1])
        {
            foreach (var work in order)
            {
                if (!workOf.Contains(work)) Augment(work, least, fit, choices, workOf, new bool[crews]);
            }
        }

        var drawn = new int[works];
        for (var w = 0; w < works; w++)
        {
            drawn[w] = Array.IndexOf(workOf, w);
            if (drawn[w] < 0) return null;
        }

        return drawn;
    }

    private static bool Augment(int work, int least, int[,] fit, int[][] choices, int[] workOf, bool[] tried)
    {
        foreach (var crew in choices[work])
        {
            if (tried[crew] || fit[work, crew] < least) continue;
            tried[crew] = true;
            if (workOf[crew] >= 0 && !Augment(workOf[crew], least, fit, choices, workOf, tried)) continue;
            workOf[crew] = work;
            return true;
        }

        return false;
    }
}
