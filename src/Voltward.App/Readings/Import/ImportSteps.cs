using Voltward.Domain.Common;

namespace Voltward.App.Readings.Import;

/// <summary>Tells the caller how far the import is: reading takes the larger part, judging and writing the rest.</summary>
internal sealed class ImportSteps(IProgress<ImportProgress>? progress)
{
    private const double ReadingPart = 0.6;
    private const double JudgingPart = 0.2;

    private long _rows;

    public void Read(string file, double part, long rows)
    {
        _rows = rows;
        Report(new($"读取 {file}", $"Reading {file}"), part * ReadingPart);
    }

    public void Judge(string what, double part) => Report(new($"核对 {what}", $"Comparing {what}"), ReadingPart + (part * JudgingPart));

    public void Write(string what, double part) => Report(new($"写入 {what}", $"Writing {what}"), ReadingPart + JudgingPart + (part * (1 - ReadingPart - JudgingPart)));

    private void Report(Words step, double fraction) => progress?.Report(new(step, fraction, _rows));
}
