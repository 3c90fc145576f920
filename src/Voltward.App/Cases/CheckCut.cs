using Voltward.App.Storage;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Which lawful steps stand between a file and an interruption of supply, and why (停电条件检查). Pure over its input.</summary>
public static class CheckCut
{
    /// <param name="Place">Place, such as <c>CN</c> or <c>CN-41</c>.</param>
    /// <param name="At">The moment of the question; a proof of the future proves nothing.</param>
    /// <param name="File">What is on file.</param>
    public sealed record Question(string Place, DateTimeOffset At, CutFile File);

    /// <param name="Gate">The gate that nothing proves.</param>
    /// <param name="Text">What it asks.</param>
    /// <param name="Remedy">What proves it.</param>
    /// <param name="Detail">What exactly is missing, when it is one of several things; else empty.</param>
    /// <param name="Article">Article; null when none was seen.</param>
    /// <param name="Basis">Title of the text.</param>
    /// <param name="Edition">Edition.</param>
    /// <param name="Certainty">How far the source was verified.</param>
    public sealed record Missing(
        CutGate Gate, Words Text, Words Remedy, IReadOnlyList<string> Detail, string? Article, string Basis, string Edition, string Certainty);

    /// <param name="Allowed">Whether the cut may be ordered now.</param>
    /// <param name="Mode">Procedure of the ground at the place.</param>
    /// <param name="Steps">What is missing, in the order of the procedure.</param>
    /// <param name="Proved">Standing gates that are proved.</param>
    /// <param name="Window">When the cut may happen; null until the notice is served, or where no days are set.</param>
    public sealed record Answer(bool Allowed, CutMode Mode, IReadOnlyList<Missing> Steps, IReadOnlyList<CutGate> Proved, CutWindow? Window);

    public static Outcome<Answer> Run(Question question, IReadOnlyList<RuleRecord> records, HolidayCalendar holidays)
    {
        var file = question.File;
        var day = CompanyTime.Day(file.PlannedAt ?? question.At);
        if (!CutLaw.On(records, question.Place, day, file).Succeeded(out var law, out var problem)) return problem;
        var missing = CutGates.Missing(file, law.Conditions, question.At, holidays);
        var window = file.Notice is { } notice && law.Conditions.Mode == CutMode.NoticeProcedure
            ? CutRules.Window(notice.At, file.PlannedAt ?? notice.At, law.Conditions.Window)
            : null;
        return new Answer(
            missing.Count == 0,
            law.Conditions.Mode,
            [.. missing.Select(gate => Of(gate, file, law))],
            [.. CutGates.Standing(file, law.Conditions).Except(missing)],
            file.PlannedAt is null && window is not null ? window with { LatestSecondNotice = null } : window);
    }

    private static Missing Of(CutGate gate, CutFile file, CutLaw law)
    {
        var (article, basis, edition, certainty) = law.Source(gate);
        return new(gate, CutGateWords.Text(gate), CutGateWords.Remedy(gate), Detail(gate, file, law.Conditions), article, basis, edition, certainty);
    }

    private static IReadOnlyList<string> Detail(CutGate gate, CutFile file, CutConditions conditions) => gate switch
    {
        CutGate.Evidence => [.. conditions.Evidence.Except(file.Evidence)],
        CutGate.InnocentTested => [.. conditions.InnocentTests.Except(file.InnocentTested)],
        CutGate.RiskChecked => [.. conditions.RiskItems.Except(file.Risks.Select(r => r.Item))],
        CutGate.LoadsSecured => [.. file.Risks.Where(r => r.Present && string.IsNullOrWhiteSpace(r.Secured)).Select(r => r.Item)],
        _ => [],
    };
}
