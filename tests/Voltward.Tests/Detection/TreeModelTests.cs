using CsCheck;
using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class TreeModelTests
{
    private const int Columns = 6;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Scores_equal_those_of_LightGBM_also_with_missing_values(bool randomCuts)
    {
        var (rows, target) = Rows(1500, 1);
        var text = BoostingTrainer.Fit(rows, Columns, target, new() { Trees = 60, Leaves = 12, RandomCuts = randomCuts });
        var (fresh, _) = Rows(2000, 2);
        var theirs = BoostingTrainer.RawScores(text, fresh, Columns);
        var model = TreeModel.Parse(text);
        Assert.Equal(60, model.Trees);
        for (var i = 0; i < theirs.Length; i++) Assert.Equal(theirs[i], model.Score(fresh.AsSpan(i * Columns, Columns)), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(1003)]
    public void Many_rows_at_once_score_to_the_bits_of_one_row_alone(int count)
    {
        var (rows, target) = Rows(1500, 1);
        var model = TreeModel.Parse(BoostingTrainer.Fit(rows, Columns, target, new() { Trees = 60, Leaves = 12 }));
        float[] fresh = [.. Rows(count, 6).Item1.Select(v => (float)v)];
        foreach (var threads in (int[])[1, 2])
        {
            var scores = new double[count];
            model.AddScores(fresh, Columns, scores, threads);
            for (var i = 0; i < count; i++)
            {
                var row = Array.ConvertAll(fresh[(i * Columns)..((i + 1) * Columns)], v => (double)v);
                Assert.Equal(BitConverter.DoubleToInt64Bits(model.Score(row)), BitConverter.DoubleToInt64Bits(scores[i]));
            }
        }
    }

    /// <summary>More leaves than a mask has places, and zero for missing: those trees are walked row by row.</summary>
    [Theory]
    [InlineData(120, false)]
    [InlineData(12, true)]
    public void Trees_that_do_not_fit_a_mask_score_to_the_same_bits(int leaves, bool zeroIsMissing)
    {
        var (rows, target) = Rows(4000, 1);
        var text = BoostingTrainer.Fit(rows, Columns, target, new() { Trees = 20, Leaves = leaves, LeafRows = 5 });
        // Bits 2 and 3 of a decision say what is missing: 8 = NaN, 4 = zero.
        if (zeroIsMissing) text = string.Join('\n', text.Split('\n').Select(l => l.StartsWith("decision_type=", StringComparison.Ordinal) ? l.Replace("10", "6", StringComparison.Ordinal).Replace("8", "4", StringComparison.Ordinal) : l));
        var model = TreeModel.Parse(text);
        var fresh = Rows(200, 9).Item1.Chunk(Columns).Select((r, i) => i % 3 == 0 ? [0, .. r[1..]] : r).ToArray();
        var scores = model.Scores(fresh, [0, 1, 2, 3, 4, 5]);
        for (var i = 0; i < fresh.Length; i++) Assert.Equal(BitConverter.DoubleToInt64Bits(model.Score(fresh[i])), BitConverter.DoubleToInt64Bits(scores[i]));
    }

    [Fact]
    public void Contributions_equal_those_of_LightGBM_and_add_up_to_the_score()
    {
        var (rows, target) = Rows(1200, 3);
        var text = BoostingTrainer.Fit(rows, Columns, target, new() { Trees = 25, Leaves = 15, FeatureShare = 1 });
        var (fresh, _) = Rows(200, 4);
        var theirs = BoostingTrainer.ContributionsOf(text, fresh, Columns);
        var model = TreeModel.Parse(text);
        var parts = new double[Columns];
        for (var i = 0; i < 200; i++)
        {
            Array.Clear(parts);
            var row = fresh.AsSpan(i * Columns, Columns);
            var expected = model.Explain(row, parts);
            Assert.Equal(model.Score(row), expected + parts.Sum(), 1e-9);
            for (var k = 0; k < Columns; k++) Assert.Equal(theirs[(i * (Columns + 1)) + k], parts[k], 1e-6);
        }
    }

    /// <summary>A path of more than eight features needs more points of the rule than one vector holds, one of more than sixteen more than two.</summary>
    [Theory]
    [InlineData(16, 9)]
    [InlineData(40, 17)]
    public void Contributions_along_a_path_of_many_features_equal_those_of_LightGBM(int leaves, int least)
    {
        const int Many = 26;
        var random = new Random(11);
        var rows = new double[6000 * Many];
        for (var k = 0; k < rows.Length; k++) rows[k] = random.NextDouble();
        // Whether the first feature of 0.85 and more has an even place: the longest path asks for all of them.
        var target = Enumerable.Range(0, 6000).Select(i => (float)Enumerable.Range(0, Many).TakeWhile(k => rows[(i * Many) + k] < 0.85).Count() % 2).ToArray();
        var text = BoostingTrainer.Fit(rows, Many, target, new() { Trees = 4, Leaves = leaves, FeatureShare = 1, LeafRows = 5, RowShare = 1, Ridge = 0 });
        var model = TreeModel.Parse(text);
        var few = rows[..(300 * Many)];
        var theirs = BoostingTrainer.ContributionsOf(text, few, Many);
        var parts = new double[Many];
        for (var i = 0; i < 300; i++)
        {
            Array.Clear(parts);
            var expected = model.Explain(few.AsSpan(i * Many, Many), parts);
            for (var k = 0; k < Many; k++) Assert.Equal(theirs[(i * (Many + 1)) + k], parts[k], 1e-6);
            Assert.Equal(theirs[(i * (Many + 1)) + Many], expected, 1e-6);
            Assert.Equal(model.Score(few.AsSpan(i * Many, Many)), expected + parts.Sum(), 1e-12);
        }

        Assert.InRange(model.Depth, least, least > 16 ? Many : 16);
    }

    [Fact]
    public void The_same_rows_and_seed_give_the_same_text_and_another_seed_another()
    {
        var (rows, target) = Rows(800, 5);
        var first = BoostingTrainer.Fit(rows, Columns, target, new() { Trees = 10 });
        Assert.Equal(first, BoostingTrainer.Fit(rows, Columns, target, new() { Trees = 10 }));
        Assert.NotEqual(first, BoostingTrainer.Fit(rows, Columns, target, new() { Trees = 10, Seed = 2 }));
    }

    [Fact]
    public void Learned_trees_separate_what_made_the_target()
    {
        var (rows, target) = Rows(1500, 6);
        var model = TreeModel.Parse(BoostingTrainer.Fit(rows, Columns, target, new() { Trees = 100 }));
        var (fresh, truth) = Rows(1500, 7);
        var scores = Enumerable.Range(0, 1500).Select(i => model.Score(fresh.AsSpan(i * Columns, Columns))).ToArray();
        Assert.True(new MetricsRanking(scores, [.. truth.Select(t => t > 0)]).Auc() > 0.85);
    }

    [Fact]
    public void A_text_that_is_no_model_is_refused() => Assert.Throws<FormatException>(() => TreeModel.Parse("hello"));

    [Fact]
    public void A_parser_of_damaged_text_fails_plainly_and_never_hangs()
    {
        var (rows, target) = Rows(300, 8);
        var text = BoostingTrainer.Fit(rows, Columns, target, new() { Trees = 3 });
        Gen.Int[0, text.Length - 1].Sample(cut =>
        {
            try
            {
                TreeModel.Parse(text[..cut]);
            }
            catch (Exception e) when (e is FormatException or KeyNotFoundException or OverflowException)
            {
                // said plainly
            }
        });
    }

    private static (double[] Rows, float[] Target) Rows(int count, int seed)
    {
        var random = new Random(seed);
        var rows = new double[count * Columns];
        var target = new float[count];
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < Columns; k++)
            {
                var value = k == 5 ? random.Next(4) : (random.NextDouble() * 2) - 1;
                rows[(i * Columns) + k] = k is 2 or 5 && random.Next(5) == 0 ? double.NaN : value;
            }

            var missing = double.IsNaN(rows[(i * Columns) + 2]) ? 1 : 0;
            var odds = (2.5 * rows[i * Columns]) + (rows[(i * Columns) + 1] > 0 ? 1.5 : -1.5) + (2 * missing);
            target[i] = random.NextDouble() < 1 / (1 + Math.Exp(-odds)) ? 1 : 0;
        }

        return (rows, target);
    }
}
