using Voltward.Domain.Common;

namespace Voltward.App.Readings.Import;

/// <summary>Tells the caller how far the import is: reading takes the larger part, judging and writing the rest.</summary>
internal sealed class ImportSteps(IProgress<ImportProgress>? progress)
{
    private const double ReadingPart = 0.6;
    private const double JudgingPart = 0.2;

    private readonly Lock _gate = new();
    private double _reached;

    /// <summary>Rows read so far.</summary>
    public long Rows { get; set; }

    public void Read(string file, double part) => Report(new($"读取 {file}", $"Reading {file}"), part * ReadingPart);

    public void Judge(string what, double part) => Report(new($"核对 {what}", $"Comparing {what}"), ReadingPart + (part * JudgingPart));

    public void Write(string what, double part) => Report(new($"写入 {what}", $"Writing {what}"), ReadingPart + JudgingPart + (part * (1 - ReadingPart - JudgingPart)));

    private void Report(Words step, double fraction)
    {
        // Ticks of a long statement come from another thread and may be late.
        lock (_gate)
        {
            _reached = Math.Max(_reached, fraction);
            progress?.Report(new(step, _reached, Rows));
        }
    }
}
