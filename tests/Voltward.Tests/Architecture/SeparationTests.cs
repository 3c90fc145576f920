using System.Globalization;
using System.Text.RegularExpressions;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Architecture;

/// <summary>The detector must not know the generator's secrets: no shared number, no shared passage.</summary>
public sealed partial class SeparationTests
{
    /// <summary>Calendar, unit and electrical standard numbers that belong to neither side.</summary>
    private static readonly decimal[] Calendar =
        [365, 366, 1440, 1970, 8760, 100, 1000, 10_000, 100_000, 1_000_000, 3600, 86_400, 220, 230, 380, 400, 360, 180, 120, 240, 288, 128, 256, 512, 1024];

    [Fact]
    public void Simulation_and_Analytics_share_no_number() =>
        Assert.Empty(Numbers("Simulation").Intersect(Numbers("Analytics")).Except(Calendar));

    [Fact]
    public void Simulation_and_Analytics_share_no_passage() =>
        Assert.Empty(Passages("Simulation").Intersect(Passages("Analytics")));

    private static HashSet<decimal> Numbers(string project) =>
    [
        .. from file in Source.Files($"src/Voltward.{project}")
           from Match match in Number().Matches(Source.Code(file))
           let text = match.Value.Replace("_", "", StringComparison.Ordinal)
           where text.Replace(".", "", StringComparison.Ordinal).Trim('0').Length >= 3
           where decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _)
           select decimal.Parse(text, CultureInfo.InvariantCulture) / 1.000000000000000000000000000000m,
    ];

    /// <summary>Every five lines in a row, braces and blank lines left out.</summary>
    private static HashSet<string> Passages(string project)
    {
        var passages = new HashSet<string>();
        foreach (var file in Source.Files($"src/Voltward.{project}"))
        {
            var lines = Source.Code(file).Split('\n').Select(l => l.Trim())
                .Where(l => l.Length > 2 && !l.StartsWith("using ", StringComparison.Ordinal)).ToArray();
            for (var i = 0; i + 5 <= lines.Length; i++) passages.Add(string.Join('\n', lines[i..(i + 5)]));
        }

        return passages;
    }

    [GeneratedRegex(@"(?<![\w.])\d[\d_]*(\.\d[\d_]*)?")]
    private static partial Regex Number();
}
