using System.Globalization;
using DuckDB.NET.Data;
using Voltward.Analytics.Detection;

namespace Voltward.Benchmarks;

/// <summary>Compares our features with those of a SQL table. Both round differently, so a tie between two weeks may fall either way.</summary>
internal static class FeatureCheck
{
    private const double Tolerance = 2e-4;
    private const double TiesAllowed = 1e-4;

    /// <summary>Compares the customers of table <c>feature</c>; says what was found.</summary>
    /// <exception cref="InvalidOperationException">Customers are missing, or more values differ than rounding explains.</exception>
    public static string Compare(float[] ours, DuckDBConnection connection, int customers)
    {
        var (differ, compared, first) = (new long[DailyFeatureNames.Count], 0L, "");
        using var command = connection.CreateCommand();
        command.CommandText = "select * from feature";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var customer = reader.GetInt32(0);
            for (var f = 0; f < differ.Length; f++, compared++)
            {
                var (mine, theirs) = (ours[(customer * differ.Length) + f], reader.IsDBNull(f + 1) ? float.NaN : reader.GetFloat(f + 1));
                if (Same(mine, theirs)) continue;
                differ[f]++;
                if (first.Length == 0) first = string.Create(CultureInfo.InvariantCulture, $"; first: customer {customer}, {DailyFeatureNames.All[f]}, {mine} and {theirs}");
            }
        }

        var worst = DailyFeatureNames.All[Enumerable.Range(0, differ.Length).MaxBy(f => differ[f])];
        var said = string.Create(
            CultureInfo.InvariantCulture, $"{compared:N0} values compared with DuckDB's, {differ.Sum():N0} differ by more than {Tolerance}{(first.Length > 0 ? $", most in {worst}{first}" : "")}");
        return compared == (long)customers * differ.Length && differ.Sum() <= compared * TiesAllowed ? said : throw new InvalidOperationException(said);
    }

    private static bool Same(float a, float b) =>
        (float.IsNaN(a) && float.IsNaN(b)) || Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Abs(b));
}
