namespace Voltward.Analytics.Detection;

/// <summary>
/// Where the running sums of a group of customers stand. Slots of single precision (counts, runs, extremes) and of double
/// precision (sums), one value per customer and slot; behind them a mark for each week: the sums over all days before it, from which
/// every window, the change point and the worst fall come without touching the readings again.
/// </summary>
internal static class DailySlots
{
    public const int N = 0;
    public const int Origin = 1;
    public const int Min = 2;
    public const int Max = 3;
    public const int Zeros = 4;
    public const int ZeroRun = 5;
    public const int LongestZeroRun = 6;
    public const int ZeroRuns = 7;
    public const int GapRun = 8;
    public const int LongestGap = 9;
    public const int Gaps = 10;
    public const int Negatives = 11;
    public const int Repeats = 12;
    public const int RepeatRun = 13;
    public const int LongestRepeat = 14;
    public const int LargestDrop = 15;
    public const int LargestRise = 16;
    public const int Falls = 17;
    public const int Halvings = 18;
    public const int Doublings = 19;
    public const int Pairs1 = 20;
    public const int Pairs7 = 21;
    public const int WeekdayN = 22;
    public const int Singles = 29;

    /// <summary>Per week: readings and zero days so far.</summary>
    public const int SingleMarks = 2;

    public const int S = 0;
    public const int S2 = 1;
    public const int S3 = 2;
    public const int S4 = 3;
    public const int Days = 4;
    public const int DaysSquared = 5;
    public const int SDays = 6;
    public const int Change = 7;
    public const int ChangeSquared = 8;
    public const int Product1 = 9;
    public const int PairSum1 = 10;
    public const int Product7 = 11;
    public const int PairSum7 = 12;
    public const int WeekdayS = 13;
    public const int Doubles = 20;

    /// <summary>Per week: sum and sum of squares so far.</summary>
    public const int DoubleMarks = 2;

    public const int Week = 7;

    /// <summary>Up to this a day counts as zero, kWh.</summary>
    public const float Zero = 0.01f;

    /// <summary>Slots of single precision for so many days.</summary>
    public static int SinglesOf(int days) => Singles + (SingleMarks * Weeks(days));

    /// <summary>Slots of double precision for so many days.</summary>
    public static int DoublesOf(int days) => Doubles + (DoubleMarks * Weeks(days));

    public static int Weeks(int days) => ((days + Week - 1) / Week) + 1;
}
