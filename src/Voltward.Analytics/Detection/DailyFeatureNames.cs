using System.Security.Cryptography;
using System.Text;

namespace Voltward.Analytics.Detection;

/// <summary>
/// The features of a customer's daily energy, in the order of their values. NaN = not computable. Ages are days before the end of
/// the last day; a ratio is recent over earlier; months are blocks of four weeks counted back from the last day.
/// </summary>
public static class DailyFeatureNames
{
    /// <summary>Names in order. Adding, removing or reordering changes <see cref="SchemaHash"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        // Level and shape of the whole series, kWh a day where not a pure number.
        "readings", "missingShare", "mean", "sd", "variation", "skewness", "kurtosis", "min", "max", "peakRatio", "slope", "trend",
        // Runs, days.
        "zeroDays", "zeroShare", "zeroRuns", "longestZeroRun", "currentZeroRun", "gaps", "longestGap", "currentGap", "negativeDays", "repeats", "longestRepeat",
        // From one day to the next.
        "meanAbsoluteChange", "rootMeanSquareChange", "restlessness", "largestDrop", "largestRise", "fallShare", "halvings", "doublings", "lag1", "lag7",
        // Days of the week.
        "weekendRatio", "weekdaySpread",
        // Means of the last days, and their ratio to as many days before.
        "mean7", "mean14", "mean28", "mean56", "mean84", "mean168", "ratio7", "ratio14", "ratio28", "ratio56", "ratio84", "ratio168",
        // Other statistics of the last days.
        "sd28", "sd84", "sdRatio28", "sdRatio84", "missingShare28", "missingShare84", "zeroShare28", "zeroShare84",
        // Months of the last year, a year before, halves of the series.
        "lowestMonth", "highestMonth", "monthSpread", "lastToHighestMonth", "yearRatio28", "yearRatio84", "halfRatio",
        // Change point, and the strongest fall and rise between neighbouring four weeks, at weekly steps.
        "changeStrength", "changeRatio", "changeAge", "worst28", "worst28Age", "best28",
    ];

    /// <summary>
    /// Those that say how the readings were collected rather than how the customer used electricity. On the State Grid set they carry much of what
    /// a model finds, so every figure is given with and without them.
    /// </summary>
    public static IReadOnlyList<string> Collection { get; } = ["readings", "missingShare", "gaps", "longestGap", "currentGap", "missingShare28", "missingShare84"];

    /// <summary>Column of a feature.</summary>
    /// <exception cref="ArgumentException">There is no such feature.</exception>
    public static int IndexOf(string name)
    {
        for (var column = 0; column < All.Count; column++)
        {
            if (All[column] == name) return column;
        }

        throw new ArgumentException($"There is no feature {name}.", nameof(name));
    }

    /// <summary>Number of features.</summary>
    public static int Count => All.Count;

    /// <summary>Names, order and type, as 16 hexadecimal digits: a model that was trained on another schema must not score.</summary>
    public static string SchemaHash { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("float32 1\n" + string.Join('\n', All))))[..16];
}
