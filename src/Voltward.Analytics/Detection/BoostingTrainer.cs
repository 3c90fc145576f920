using System.Globalization;
using System.Text;
using static Voltward.Analytics.Detection.BoostingLibrary;

namespace Voltward.Analytics.Detection;

/// <summary>How gradient boosted trees are grown. The defaults suit a few thousand labels with a few per cent of hits.</summary>
public readonly record struct BoostingOptions()
{
    /// <summary>Number of trees, at least 1.</summary>
    public int Trees { get; init; } = 300;

    /// <summary>Leaves of one tree, at least 2.</summary>
    public int Leaves { get; init; } = 8;

    /// <summary>Weight of one tree, in (0, 1].</summary>
    public double Rate { get; init; } = 0.03;

    /// <summary>Smallest number of rows in a leaf.</summary>
    public int LeafRows { get; init; } = 20;

    /// <summary>Share of the features tried for each tree, in (0, 1].</summary>
    public double FeatureShare { get; init; } = 0.3;

    /// <summary>Share of the rows drawn for each tree, in (0, 1].</summary>
    public double RowShare { get; init; } = 0.7;

    /// <summary>Quadratic penalty on leaf values.</summary>
    public double Ridge { get; init; } = 5;

    /// <summary>Draw one random cut per feature instead of searching the best one: less greedy, needs more trees.</summary>
    public bool RandomCuts { get; init; }

    /// <summary>What is minimised: <c>binary</c> for a chance, <c>regression</c> for an amount.</summary>
    public string Objective { get; init; } = "binary";

    /// <summary>By column: 1 = the score may only rise with it, −1 = only fall, 0 = free; null = all free.</summary>
    public IReadOnlyList<int>? Monotone { get; init; }

    /// <summary>Chance enters here and nowhere else: same seed, same bytes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The same as LightGBM reads it. One thread: the result does not depend on the machine, and spinning threads cost nothing.</summary>
    internal string Text => string.Create(
        CultureInfo.InvariantCulture,
        $"objective={Objective} learning_rate={Rate} num_leaves={Leaves} min_data_in_leaf={LeafRows} feature_fraction={FeatureShare} "
        + $"bagging_fraction={RowShare} bagging_freq=1 lambda_l2={Ridge} extra_trees={(RandomCuts ? "true" : "false")} seed={Seed} "
        + $"num_threads=1 deterministic=true force_row_wise=true verbosity=-1{(Monotone is { } signs ? " monotone_constraints=" + string.Join(',', signs) : "")}");
}

/// <summary>Fits boosted trees with LightGBM and returns the model's text.</summary>
public static class BoostingTrainer
{
    /// <param name="rows">Row-major matrix, rows × columns, NaN = missing.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="target">One 0 or 1 per row.</param>
    /// <param name="options">How to grow.</param>
    /// <param name="weights">How much each row counts; empty: all alike.</param>
    public static unsafe string Fit(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<float> target, BoostingOptions options, ReadOnlySpan<float> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, columns * target.Length);
        nint dataset = 0, booster = 0;
        try
        {
            fixed (double* values = rows)
            fixed (float* labels = target)
            fixed (float* shares = weights)
            {
                Check(LGBM_DatasetCreateFromMat(values, Float64, target.Length, columns, 1, options.Text, 0, out dataset));
                Check(LGBM_DatasetSetField(dataset, "label", labels, target.Length, Float32));
                if (weights.Length > 0) Check(LGBM_DatasetSetField(dataset, "weight", shares, weights.Length, Float32));
            }

            Check(LGBM_BoosterCreate(dataset, options.Text, out booster));
            for (var tree = 0; tree < options.Trees; tree++)
            {
                Check(LGBM_BoosterUpdateOneIter(booster, out var finished));
                if (finished != 0) break;
            }

            return Save(booster);
        }
        finally
        {
            if (booster != 0) _ = LGBM_BoosterFree(booster);
            if (dataset != 0) _ = LGBM_DatasetFree(dataset);
        }
    }

    /// <summary>LightGBM's own raw scores of a model: the reference that <see cref="TreeModel"/> must equal.</summary>
    public static double[] RawScores(string model, ReadOnlySpan<double> rows, int columns) => Predict(model, rows, columns, Raw, 1);

    /// <summary>LightGBM's own contributions: one row of columns + 1 values per row, the last being the expected score.</summary>
    public static double[] ContributionsOf(string model, ReadOnlySpan<double> rows, int columns) =>
        Predict(model, rows, columns, Contributions, columns + 1);

    private static unsafe double[] Predict(string model, ReadOnlySpan<double> rows, int columns, int kind, int width)
    {
        Check(LGBM_BoosterLoadModelFromString(model, out _, out var booster));
        try
        {
            var count = rows.Length / columns;
            var result = new double[count * width];
            fixed (double* values = rows)
            fixed (double* scores = result)
            {
                Check(LGBM_BoosterPredictForMat(
                    booster, values, Float64, count, columns, 1, kind, 0, -1, "num_threads=1", out _, scores));
            }

            return result;
        }
        finally
        {
            _ = LGBM_BoosterFree(booster);
        }
    }

    private static unsafe string Save(nint booster)
    {
        var text = new byte[1 << 20];
        while (true)
        {
            long length;
            fixed (byte* start = text)
            {
                Check(LGBM_BoosterSaveModelToString(booster, 0, -1, 1, text.Length, out length, start));
            }

            if (length <= text.Length) return Encoding.UTF8.GetString(text, 0, (int)length - 1);
            text = new byte[length];
        }
    }
}
