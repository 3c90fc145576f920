using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Voltward.Host.Shared;

/// <summary>The geometry of a small line in a list cell.</summary>
public sealed class Sparkline
{
    public const int Width = 120;
    public const int Height = 22;

    private Sparkline(string path, string label) => (Path, Label) = (path, label);

    public string Path { get; }

    public string Label { get; }

    /// <summary>Top of the band of what is expected; null for none.</summary>
    public string? BandTop { get; private init; }

    public string? BandHeight { get; private init; }

    /// <summary>Where an onset stands; null for none.</summary>
    public string? Mark { get; private init; }

    /// <summary>Draws values given as a JSON array in which null is a gap.</summary>
    /// <param name="json">The array; null or empty draws nothing.</param>
    /// <param name="expected">Value around which the band lies; null for no band.</param>
    /// <param name="markAt">Position of the mark among the values.</param>
    public static Sparkline Of(string? json, double? expected = null, int? markAt = null)
    {
        var values = string.IsNullOrEmpty(json) ? [] : JsonSerializer.Deserialize<double?[]>(json)!;
        var known = values.Where(v => v is not null).Select(v => v!.Value).ToList();
        if (known.Count < 2) return new Sparkline("", Figures.Nothing);

        // Zero belongs to the picture of a loss; a single wild day may not flatten the rest.
        known.Sort();
        var low = Math.Min(0, known[(int)(0.02 * (known.Count - 1))]);
        var high = Math.Max(known[(int)(0.98 * (known.Count - 1))], Math.Max(expected ?? 0, low + 1e-9));
        var bandTop = expected is null ? (double?)null : Y(expected.Value * 1.25);
        return new Sparkline(Line(values), string.Create(CultureInfo.InvariantCulture, $"{known[0]:0.##} … {known[^1]:0.##}"))
        {
            BandTop = bandTop is null ? null : Text(bandTop.Value),
            BandHeight = bandTop is null ? null : Text(Math.Max(1.5, Y(expected!.Value * 0.75) - bandTop.Value)),
            Mark = markAt is { } at && values.Length > 1 ? Text(at * (double)Width / (values.Length - 1)) : null,
        };

        double Y(double value) => Math.Clamp(Height - 2 - ((value - low) / (high - low) * (Height - 4)), 1, Height - 1);

        string Line(double?[] all)
        {
            var path = new StringBuilder();
            var pen = 'M';
            for (var i = 0; i < all.Length; i++)
            {
                if (all[i] is not { } value)
                {
                    pen = 'M';
                    continue;
                }

                path.Append(pen).Append(Text(i * (double)Width / (all.Length - 1))).Append(' ').Append(Text(Y(value)));
                // A value between two gaps would be no line at all.
                if (pen == 'M' && (i + 1 == all.Length || all[i + 1] is null)) path.Append("h.01");
                pen = 'L';
            }

            return path.ToString();
        }
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
