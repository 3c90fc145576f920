using System.Globalization;
using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Tariffs;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Answers with dates in them: late payment, notice, cut and restoration, outage liability.</summary>
internal static class ClockAnswers
{
    private enum Outage
    {
        Planned,
        Temporary,
    }

    /// <summary>LATE-1.</summary>
    public static Problem? LatePayment(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var resident = Users.IsResident(facts);
        var arrears = Yuan.Rounded(facts.NotNegative("arrears"));
        var days = LateDaysOf(facts, clause);
        var same = Rate(clause, facts, resident ? "rateResident" : "rateSameYear", "dailyRate");
        var next = resident ? same : Rate(clause, facts, "rateNextYear", null);
        var minimum = Yuan.Rounded(clause.NotNegative("minimum"));
        if (facts.Problem is { } problem) return problem;

        var computed = Line(sheet, arrears, (days.SameYear, same), resident ? "rateResident" : "rateSameYear");
        sheet.Result["daysSameYear"] = days.SameYear;
        sheet.Result["feeSameYear"] = Figures.Money(computed.Value);
        var later = days.NextYear > 0 ? Line(sheet, arrears, (days.NextYear, next), resident ? "rateResident" : "rateNextYear") : Yuan.FromFen(0);
        sheet.Result["daysNextYear"] = days.NextYear;
        sheet.Result["feeNextYear"] = Figures.Money(later.Value);
        computed += later;
        var fee = LatePaymentRules.WithMinimum(computed, minimum);
        if (fee != computed)
        {
            sheet.Add(
                clause,
                new("late-fee", new("电费违约金（不足起点按起点收）", "Late-payment charge, raised to the minimum"), "yuan", "max(computed, minimum)", Figures.Fen, Figures.Money(fee.Value)) { Keys = ["minimum"] },
                ("computed", computed.Value), ("minimum", minimum.Value));
        }

        sheet.Result["computed"] = Figures.Money(computed.Value);
        sheet.Result["lateFee"] = Figures.Money(fee.Value);
        return null;
    }

    /// <summary>CUT-1: when a planned or temporary repair must be announced.</summary>
    public static Problem? RepairNotice(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var start = facts.Instant("startsAt|plannedCutAt");
        var planned = facts.Choice("kind", Outage.Planned) == Outage.Planned;
        var hours = planned ? clause.Count("plannedNoticeDays") * 24 : clause.Count("temporaryNoticeHours");
        if (facts.Problem is { } problem) return problem;
        TimeLine(sheet, clause, (new("最迟通知时间", "Latest notice"), start.AddHours(-hours)), planned ? "plannedNoticeDays" : "temporaryNoticeHours");
        sheet.Result["noticeBy"] = Instant(start.AddHours(-hours));
        return null;
    }

    /// <summary>CUT-2: whether arrears are old enough, and urged, for the procedure of a cut to start.</summary>
    public static Problem? Arrears(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var (due, today) = (facts.DayOrNull("dueDate"), facts.DayOrNull("asOf"));
        if (due is null) facts.Refuse(RuleProblems.InputMissing(facts.Place("dueDate")));
        if (today is null) facts.Refuse(RuleProblems.InputMissing(facts.Place("asOf")));
        var days = clause.Count("overdueDays");
        if (facts.Problem is { } problem) return problem;
        var overdue = today!.Value.DayNumber - due!.Value.DayNumber;
        var urged = facts.Flag("urged");
        sheet.Result["overdueDays"] = Math.Max(0, overdue);
        sheet.Result["mayStartProcedure"] = overdue > days && urged;
        sheet.Result["missing"] = new JsonArray([.. Missing(overdue > days, urged)]);
        sheet.Add(
            clause,
            new("days", new("逾期天数", "Days overdue"), "day", "overdueDays", Figures.None, Figures.Plain(Math.Max(0, overdue))) { Keys = ["overdueDays"] },
            ("overdueDays", Math.Max(0, overdue)), ("limitDays", days));
        return null;
    }

    /// <summary>CUT-5: the window of a cut after its notice.</summary>
    public static Problem? CutWindow(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var served = facts.Instant("noticeServedAt");
        var isPlanned = facts.Has("plannedCutAt");
        var planned = isPlanned ? facts.Instant("plannedCutAt") : served;
        var terms = new CutTerms(
            clause.Count("noticeDaysMin"),
            clause.Has("noticeDaysMax") ? clause.Count("noticeDaysMax") : null,
            isPlanned && clause.Has("secondNoticeMinutes") ? clause.Count("secondNoticeMinutes") : null);
        if (facts.Problem is { } problem) return problem;
        var window = CutRules.Window(served, planned, terms);
        TimeLine(sheet, clause, (new("最早停电时间", "Earliest cut"), window.Earliest), "noticeDaysMin");
        if (window.Latest is { } latest) TimeLine(sheet, clause, (new("最晚停电时间", "Latest cut"), latest), "noticeDaysMax");
        if (window.LatestSecondNotice is { } second) TimeLine(sheet, clause, (new("最迟再次通知时间", "Latest second notice"), second), "secondNoticeMinutes");
        sheet.Result["earliestCutAt"] = Instant(window.Earliest);
        sheet.Result["latestCutAt"] = window.Latest is { } last ? Instant(last) : null;
        sheet.Result["latestSecondNoticeAt"] = window.LatestSecondNotice is { } notice ? Instant(notice) : null;
        if (!isPlanned) return null;
        var held = window.Holds(planned);
        sheet.Result["plannedCutInWindow"] = held;
        if (!held) sheet.HoldBack(OutsideWindow(planned));
        return null;
    }

    /// <summary>CUT-6: when supply is due back, and the alarms before.</summary>
    public static Problem? Restore(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var removed = facts.Instant("causeRemovedAt");
        var hours = clause.Count("restoreHours");
        var alarms = clause.Words("alarmHours").Select(Facts.Decimal).ToList();
        if (alarms.Contains(null)) facts.Refuse(RuleProblems.RecordIncomplete(clause.Record.RuleSetId, clause.Record.RuleId, "alarmHours"));
        if (facts.Problem is { } problem) return problem;
        var due = CutRules.RestoreDue(removed, hours);
        TimeLine(sheet, clause, (new("恢复供电期限", "Supply is due back"), due), "restoreHours");
        sheet.Result["restoreDueAt"] = Instant(due);
        sheet.Result["alarmsAt"] = new JsonArray([.. alarms.Select(a => JsonValue.Create(Instant(removed.AddHours((double)a!.Value))))]);
        return null;
    }

    /// <summary>COMP-97: what the company owes for an outage it caused.</summary>
    public static Problem? OutageLiability(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var energy = new KilowattHours(facts.NotNegative("expectedKwh"));
        var price = new YuanPerKilowattHour(facts.NotNegative("averagePrice|price"));
        var key = string.Equals(facts.TextOrNull("tariff"), "TwoPart", StringComparison.OrdinalIgnoreCase) ? "multipleTwoPart" : "multiple";
        var multiple = clause.NotNegative(key);
        if (facts.Problem is { } problem) return problem;
        var amount = LiabilityRules.Compensation(energy, price, multiple);
        sheet.Add(
            clause,
            new("compensation", new("供电企业赔偿", "Compensation by the company"), "yuan", "expectedKwh * averagePrice * multiple", Figures.Fen, Figures.Money(amount.Value)) { Keys = [key] },
            ("expectedKwh", energy.Value), ("averagePrice", price.Value), ("multiple", multiple));
        sheet.Result["compensation"] = Figures.Money(amount.Value);
        return null;
    }

    private static LateDays LateDaysOf(Facts facts, Clause clause)
    {
        if (facts.Has("days|daysSameYear")) return new(facts.Count("days|daysSameYear"), facts.CountOrNull("daysNextYear") ?? 0);
        var (due, paid) = (facts.DayOrNull("dueDate"), facts.DayOrNull("paidDate"));
        if (due is null || paid is null)
        {
            facts.Refuse(RuleProblems.InputMissing(facts.Place(due is null ? "days" : "paidDate")));
            return default;
        }

        return LatePaymentRules.Days(due.Value, paid.Value, clause.Flag("countPaymentDay"));
    }

    private static decimal Rate(Clause clause, Facts facts, string key, string? inputName) =>
        clause.NotNegative(key, !facts.Has(key) && inputName is not null && facts.Has(inputName) ? inputName : key);

    private static Yuan Line(Sheet sheet, Yuan arrears, (int Days, decimal Rate) part, string key)
    {
        var fee = LatePaymentRules.Charge(arrears, part.Rate, part.Days);
        sheet.Add(
            sheet.Main,
            new("late-fee", new("电费违约金", "Late-payment charge"), "yuan", "arrears * dailyRate * days", Figures.Fen, Figures.Money(fee.Value)) { Keys = [key] },
            ("arrears", arrears.Value), ("dailyRate", part.Rate), ("days", part.Days));
        return fee;
    }

    private static void TimeLine(Sheet sheet, Clause clause, (Words Text, DateTimeOffset At) time, string key) => sheet.Add(
        clause,
        new("time", time.Text, "instant", key, Figures.None, Instant(time.At)) { Keys = [key] },
        (key, clause.Text(key) ?? ""));

    private static IEnumerable<JsonNode> Missing(bool oldEnough, bool urged)
    {
        if (!oldEnough) yield return "OverdueDays";
        if (!urged) yield return "Urged";
    }

    private static Problem OutsideWindow(DateTimeOffset planned) => new(
        "case.cut-outside-window",
        ProblemKind.Conflict,
        new($"计划停电时间 {Instant(planned)} 不在允许的时间窗内。", $"The planned cut at {Instant(planned)} lies outside the lawful window."),
        new("请在时间窗内另定停电时间，或重新送达停电通知。", "Choose another time inside the window, or serve a new notice."),
        "plannedCutAt");

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
