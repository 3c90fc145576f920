using System.Diagnostics;
using Spectre.Console;
using Voltward.App.Readings;
using Voltward.Host.Shared;

namespace Voltward.Host.Readings;

/// <summary>Shows how far an import is, on standard error: a bar on a terminal, else a line now and then.</summary>
internal sealed class ImportBar : IProgress<ImportProgress>
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ProgressTask? _task;
    private TimeSpan _next = Between;

    private ImportBar(ProgressTask? task) => _task = task;

    public static async Task<T> ShowAsync<T>(Func<IProgress<ImportProgress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected) return await work(new ImportBar(null));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => work(new ImportBar(context.AddTask("…"))));
    }

    public void Report(ImportProgress value)
    {
        var line = Line(value);
        if (_task is not null)
        {
            _task.Description = Markup.Escape(line);
            _task.Value = value.Fraction * 100;
        }
        else if (_clock.Elapsed >= _next)
        {
            _next = _clock.Elapsed + Between;
            Console.Error.WriteLine(Terminal.Invariant($"{value.Fraction,4:P0}  {line}"));
        }
    }

    private string Line(ImportProgress p)
    {
        var seconds = _clock.Elapsed.TotalSeconds;
        var rate = p.Rows > 0 ? Terminal.Invariant($"  {p.Rows:N0} {Terminal.Say("行", "rows")}, {p.Rows / seconds:N0}/s") : "";
        // Too early a guess is worse than none.
        var left = p.Fraction > 0.05 && seconds > 1 ? Terminal.Invariant($"  {Terminal.Say("约剩", "about")} {Math.Ceiling(seconds / p.Fraction * (1 - p.Fraction)):N0} s{Terminal.Say("", " left")}") : "";
        return p.Step.In(!Terminal.Chinese) + rate + left;
    }
}
