using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Voltward.App.Cases;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.Host.Cases;

/// <summary>One field that a step asks for.</summary>
/// <param name="Name">Name in the form.</param>
/// <param name="Label">Chinese text.</param>
/// <param name="Kind">text, date, number or long.</param>
/// <param name="Required">Whether it may not be empty.</param>
/// <param name="Value">What stands there at first.</param>
internal sealed record StepField(string Name, string Label, string Kind = "text", bool Required = true, string? Value = null)
{
    /// <summary>Fields of the same rare use, folded away under this heading; null: always shown.</summary>
    public string? Fold { get; init; }

    public IReadOnlyList<(string Value, string Word)> Choices { get; init; } = [];
}

/// <summary>From the form of a step to its use case.</summary>
internal sealed class CaseSteps(IServiceProvider services)
{
    /// <summary>What a step asks for besides its button.</summary>
    public static IReadOnlyList<StepField> Fields(CaseEvent step, CaseView view) => step switch
    {
        CaseEvent.Investigate => CaseFactFields.Of(view),
        CaseEvent.Return => [new("note", "退回原因", "long")],
        CaseEvent.ServeNotice => [new("how", "送达方式") { Choices = [("signed", "当面签收"), ("left", "留置送达"), ("post", "邮寄送达"), ("notary", "公证送达")] }, new("proof", "送达凭据")],
        CaseEvent.PayInFull =>
        [
            new("money", "款项") { Choices = [("BackBilledCharge", "补交电费"), ("PenaltyCharge", "违约使用电费")] },
            new("amount", "金额（元）", "number", Value: Owed(view)), new("paidOn", "收款日", "date"), new("receipt", "凭据号"),
        ],
        CaseEvent.Dispute => [new("item", "异议项目"), new("reason", "客户理由", "long")],
        CaseEvent.Uphold or CaseEvent.Recalculate => [new("answer", "答复内容", "long")],
        CaseEvent.Drop => [new("reason", "撤销原因", "long")],
        _ => [],
    };

    /// <summary>Null when the step was taken, else why not.</summary>
    public async Task<Problem?> TakeAsync(CaseEvent step, string caseNo, IFormCollection form, Actor actor, CancellationToken stop) => step switch
    {
        CaseEvent.Investigate => await InvestigateAsync(caseNo, form, actor, stop),
        CaseEvent.Calculate => (await Use<CalculateCase>().RunAsync(caseNo, actor, stop)).Problem,
        CaseEvent.Approve => (await Use<ReviewSettlement>().RunAsync(new(caseNo, true), actor, stop)).Problem,
        CaseEvent.Return => (await Use<ReviewSettlement>().RunAsync(new(caseNo, false, Text(form, "note")), actor, stop)).Problem,
        CaseEvent.ServeNotice => (await Use<DeliverCase>().RunAsync(new(caseNo, Text(form, "how"), Text(form, "proof")), actor, stop)).Problem,
        CaseEvent.PayInFull => await PayAsync(caseNo, form, actor, stop),
        CaseEvent.Dispute => (await Use<DisputeCase>().RunAsync(new(caseNo, Text(form, "item"), Text(form, "reason")), actor, stop)).Problem,
        CaseEvent.Uphold or CaseEvent.Recalculate => (await Use<AnswerDispute>().RunAsync(new(caseNo, step == CaseEvent.Uphold, Text(form, "answer")), actor, stop)).Problem,
        CaseEvent.Close => (await Use<CloseCase>().RunAsync(caseNo, actor, stop)).Problem,
        CaseEvent.Drop => (await Use<DropCase>().RunAsync(new(caseNo, Text(form, "reason")), actor, stop)).Problem,
        CaseEvent.IssueNotice => (await Use<IssueNotice>().RunAsync(new(caseNo), actor, stop)).Problem,
        CaseEvent.Reopen => CaseFlowProblems.OfTheProgram,
    };

    private async Task<Problem?> InvestigateAsync(string caseNo, IFormCollection form, Actor actor, CancellationToken stop)
    {
        if (!CaseFactFields.Read(form).Succeeded(out var facts, out var unreadable)) return unreadable;
        var request = new InvestigateCase.Request(caseNo, Day(form, "from"), Day(form, "to"), JsonSerializer.SerializeToElement(facts), Text(form, "note"));
        return (await Use<InvestigateCase>().RunAsync(request, actor, stop)).Problem;
    }

    private async Task<Problem?> PayAsync(string caseNo, IFormCollection form, Actor actor, CancellationToken stop)
    {
        var money = Enum.TryParse<PaidMoney>(form["money"], out var kind) ? kind : PaidMoney.BackBilledCharge;
        if (!decimal.TryParse(Text(form, "amount"), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)) return CaseFlowProblems.AmountNotPositive;
        if (Day(form, "paidOn") is not { } paidOn) return CaseFlowProblems.TextMissing("paidOn");
        return (await Use<RecordPayment>().RunAsync(new(caseNo, money, amount, paidOn, Text(form, "receipt")), actor, stop)).Problem;
    }

    private static string? Owed(CaseView view)
    {
        var charge = (view.Row.ChargeFen ?? 0) - view.Row.ChargePaidFen;
        var owed = charge > 0 ? charge : (view.Row.PenaltyFen ?? 0) - view.Row.PenaltyPaidFen;
        return (owed / 100m).ToString("0.00", CultureInfo.InvariantCulture);
    }

    private T Use<T>()
        where T : notnull => services.GetRequiredService<T>();

    private static string Text(IFormCollection form, string name) => form[name].ToString().Trim();

    private static DateOnly? Day(IFormCollection form, string name) =>
        DateOnly.TryParseExact(form[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>The facts an investigator states, as fields named for people and sent as the rules name them.</summary>
internal static class CaseFactFields
{
    private const string Other = "按其他方法计算时填写";

    private static readonly (string Name, string Label)[] Interval = [("low", "窃电量下限（kWh）"), ("high", "窃电量上限（kWh）")];

    private static readonly (string Name, string Label)[] Theft =
    [
        ("price", "电价（元/kWh，留空按账单）"), ("hoursPerDay", "日窃电小时（留空按规定）"), ("equipmentKw", "私接设备容量（kW）"),
        ("normalMonthlyKwh", "正常月均电量（kWh）"), ("meteredMonthlyKwh", "窃电期月均计量电量（kWh）"), ("months", "窃电月数"), ("meterMarking", "电能表标称，如 5(60) A"),
    ];

    private static readonly (string Name, string Label)[] Breach =
    [
        ("priceCharged", "实收电价（元/kWh）"), ("priceShould", "应收电价（元/kWh）"), ("powerKw", "设备容量（kW）"), ("hoursPerDay", "日用电小时"),
        ("overCapacityKw", "超容量（kW）"), ("overCapacityKva", "超容量（kVA）"), ("capacityKw", "设备容量（kW，引入或供出）"), ("capacityKva", "设备容量（kVA）"),
        ("capacityPrice", "容量电价（元/kVA·月）"), ("fullMonths", "整月数"), ("times", "次数"),
    ];

    private static readonly (string Name, string Label)[] Untried =
        [("THF-Q1", "为何不能按实测或总表差额"), ("THF-Q2", "为何不能按正常月份"), ("THF-Q3", "为何不能按本省方法")];

    public static IReadOnlyList<StepField> Of(CaseView view) =>
    [
        new("from", "行为起日（查明时填写）", "date", Required: false),
        new("to", "行为止日", "date", Required: false),
        .. view.Row.Kind == "theft" ? Interval.Select(f => new StepField("interval." + f.Name, f.Label, "number", Required: false)) : [],
        .. (view.Row.Kind == "theft" ? Theft : Breach).Select(f => new StepField("fact." + f.Name, f.Label, Required: false) { Fold = view.Row.Kind == "theft" && f.Name != "price" ? Other : null }),
        .. view.Row.Kind == "theft" ? Untried.Select(f => new StepField("untried." + f.Name, f.Label, Required: false) { Fold = Other }) : [],
        new("more", "其他事实（JSON，可留空）", "long", Required: false, Value: view.Facts) { Fold = Other },
        new("note", "证据说明", "long"),
    ];

    /// <summary>The object of facts; or <c>case.text-missing</c> naming the field when the JSON cannot be read.</summary>
    public static Outcome<JsonObject> Read(IFormCollection form)
    {
        JsonObject facts;
        try
        {
            facts = form["more"].ToString().Trim() is { Length: > 0 } text ? JsonNode.Parse(text) as JsonObject ?? [] : [];
        }
        catch (JsonException)
        {
            return CaseFlowProblems.TextMissing("more");
        }

        foreach (var (key, value) in form.Where(f => f.Key.StartsWith("fact.", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(f.Value)))
        {
            facts[key["fact.".Length..]] = value.ToString().Trim();
        }

        var bounds = Interval.Where(f => !string.IsNullOrWhiteSpace(form["interval." + f.Name])).ToList();
        if (bounds.Count > 0)
        {
            facts["intervalKwh"] = new JsonObject(bounds.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)form["interval." + f.Name].ToString().Trim())));
        }

        var untried = form.Where(f => f.Key.StartsWith("untried.", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(f.Value)).ToList();
        if (untried.Count > 0)
        {
            facts["failedMethods"] = new JsonObject(untried.Select(f => KeyValuePair.Create(f.Key["untried.".Length..], (JsonNode?)f.Value.ToString().Trim())));
        }

        return facts;
    }
}
