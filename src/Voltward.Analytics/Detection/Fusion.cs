using System.Text.Json;

namespace Voltward.Analytics.Detection;

/// <summary>
/// A transparent logistic combination of the evidence vector. Coefficients are data (rules/detection/fusion-prior.json), fitted on
/// synthetic utilities only: a prior to start with, to be replaced by a ranker trained on recorded outcomes.
/// </summary>
public sealed record Fusion
{
    /// <summary>Name and edition of the coefficients; stored with every score.</summary>
    public required string Model { get; init; }

    /// <summary>Log-odds of a customer about whom nothing is known.</summary>
    public required double Intercept { get; init; }

    /// <summary>Terms added to the log-odds.</summary>
    public required IReadOnlyList<Term> Terms { get; init; }

    /// <summary>One term: <c>weight × clamp((x − from) / (to − from), 0, 1)</c>; not computable adds <see cref="WhenMissing"/>.</summary>
    /// <param name="Feature">A name of <see cref="FeatureNames"/>.</param>
    /// <param name="From">Value that adds nothing.</param>
    /// <param name="To">Value that adds the whole weight; may be below <paramref name="From"/>.</param>
    /// <param name="Weight">Log-odds.</param>
    /// <param name="WhenMissing">Log-odds when the feature is not computable.</param>
    /// <param name="With">Another feature whose ramp (0 to 1) multiplies this term, or null.</param>
    public sealed record Term(string Feature, double From, double To, double Weight, double WhenMissing = 0, Ramp? With = null);

    /// <summary>Ramp of a second feature.</summary>
    public sealed record Ramp(string Feature, double From, double To);

    public static Fusion Parse(string json)
    {
        var fusion = JsonSerializer.Deserialize<Fusion>(json, Options) ?? throw new JsonException("empty fusion file");
        foreach (var name in fusion.Terms.SelectMany(t => t.With is null ? [t.Feature] : new[] { t.Feature, t.With.Feature }))
        {
            if (Index(name) < 0) throw new JsonException($"fusion file names an unknown feature: {name}");
        }

        return fusion;
    }

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    /// <summary>Probability that a visit would find something, 0 to 1.</summary>
    public double Probability(ReadOnlySpan<double> features)
    {
        var logit = Intercept;
        foreach (var term in Terms) logit += Part(term, features);
        return 1 / (1 + Math.Exp(-logit));
    }

    /// <summary>What each term adds, for explanations.</summary>
    public static double Part(Term term, ReadOnlySpan<double> features)
    {
        var x = features[Index(term.Feature)];
        if (double.IsNaN(x)) return term.WhenMissing;
        var part = term.Weight * Rise(x, term.From, term.To);
        if (term.With is not { } with) return part;
        var y = features[Index(with.Feature)];
        return double.IsNaN(y) ? 0 : part * Rise(y, with.From, with.To);
    }

    /// <summary>0 to 100: 50 stands for odds of one in ten, so that the list spreads over the scale.</summary>
    public static double Score(double probability) => 100 * probability / (probability + (0.1 * (1 - probability)));

    private static double Rise(double x, double from, double to) => Math.Clamp((x - from) / (to - from), 0, 1);

    private static int Index(string feature)
    {
        for (var i = 0; i < FeatureNames.Count; i++)
        {
            if (FeatureNames.All[i] == feature) return i;
        }

        return -1;
    }
}
