using System.CommandLine;
using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Domain.Detection;
using Voltward.Host.Shared;

namespace Voltward.Host.Detection;

/// <summary><c>train</c>: fits the ranker of bills.</summary>
internal static class TrainCommands
{
    public static Command Create()
    {
        var labels = new Option<string?>("--labels")
        {
            Description = Terminal.Say(
                "检查结论文件（CSV，表头 customer,target，可加 decided_on）；不给则用系统中已记录的检查结果",
                "File of outcomes (CSV with header customer,target and, if known, decided_on); without it the recorded inspections are used"),
        };
        var seed = new Option<int>("--seed") { Description = Terminal.Say("随机种子", "Seed of chance"), DefaultValueFactory = _ => 1 };
        var simulated = new Option<int?>("--simulated")
        {
            Description = Terminal.Say(
                "改为训练证据排序模型：生成这么多座仿真城镇训练，另加三分之一校准；不读数据目录",
                "Train the ranker of evidence instead: on so many simulated towns, and a third more to calibrate; the data folder is not read"),
        };
        var customers = new Option<int>("--customers") { Description = Terminal.Say("每座仿真城镇的客户数", "Customers of each simulated town"), DefaultValueFactory = _ => 2000 };
        var file = new Option<string?>("--out") { Description = Terminal.Say("模型文件（与 --simulated 同用）", "File of the model, with --simulated") };
        var omission = new Option<double?>("--omission")
        {
            Description = Terminal.Say(
                "检查的漏检率 0～1：查无问题的客户按它保留嫌疑；不给则用盲复检测得的值（结论文件则不修正）",
                "Share of thefts that visits overlook, 0 to 1: customers without a finding keep that much suspicion; when left out, what blind second visits measured (nothing is corrected in a file of outcomes)"),
        };
        var (data, json) = (Terminal.Data(), Terminal.Json());
        var command = new Command("train", Terminal.Say(
            "用已知检查结论训练账单疑点模型；之后 leads 对所有客户评分",
            "Train the ranker of bills from known outcomes; leads then scores every customer")) { labels, simulated, customers, file, seed, omission, data, json };
        command.SetAction(async (parsed, stop) =>
        {
            if (parsed.GetValue(simulated) is { } towns)
            {
                var prior = await new SimulatedTraining(parsed.GetValue(customers), Console.Error.WriteLine).RunAsync(towns, parsed.GetValue(seed), stop);
                if (prior.Succeeded(out var ranker, out _)) SimulatedTraining.Keep(ranker, parsed.GetValue(file));
                return prior.ToTerminal(parsed.GetValue(json), SimulatedTraining.View, SimulatedTraining.Print);
            }

            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            await Console.Error.WriteLineAsync(Terminal.Say("正在读取账单并训练……", "Reading bills and training …"));
            var outcome = await services.GetRequiredService<TrainRanker>().RunAsync(
                Request(), Actor.System, stop);
            if (!outcome.Succeeded(out _, out var problem) && problem.Code == BillProblems.NoBills.Code)
            {
                await Console.Error.WriteLineAsync(Terminal.Say("没有账单，改用日电量训练……", "There are no bills: training on daily readings …"));
                outcome = await services.GetRequiredService<TrainDays>().RunAsync(Request(), Actor.System, stop);
            }

            if (!outcome.Succeeded(out var trained, out _)) return outcome.ToTerminal(parsed.GetValue(json), _ => new { }, _ => { });
            await Console.Error.WriteLineAsync(Terminal.Say("正在用新模型重新评分……", "Scoring every customer with the new model …"));
            var scored = await services.GetRequiredService<AnalyseUtility>().RunAsync(new(), Actor.System, stop);
            return scored.ToTerminal(parsed.GetValue(json), report => View(trained, report), report => Print(trained, report));

            TrainRanker.Request Request() => new(parsed.GetValue(labels), parsed.GetValue(seed), parsed.GetValue(omission));
        });
        return command;
    }

    private static object View(TrainRanker.Result result, AnalyseUtility.Report scored) => new
    {
        result.Card.Model,
        n = result.Card.Labelled,
        result.Card.Positives,
        doubted = Math.Round(result.Card.Doubted, 2),
        result.Unmatched,
        result.Card.Features,
        result.Card.SchemaHash,
        result.Card.DataId,
        result.Card.Settings,
        innerAuc = result.Card.InnerAuc,
        innerAp = result.Card.InnerAveragePrecision,
        withoutMissingness = result.Card.BlindAuc is { } auc ? new { innerAuc = auc, innerAp = result.Card.BlindAveragePrecision } : null,
        result.DatesRepaired,
        scored.RunId,
        scored.Customers,
        scored.Leads,
    };

    private static void Print(TrainRanker.Result result, AnalyseUtility.Report scored)
    {
        var card = result.Card;
        Console.Out.WriteLine(Terminal.Say(
            Terminal.Invariant($"模型 {card.Model}：{card.Labelled} 户有结论，其中 {card.Positives} 户查实；内部交叉验证 AUC {card.InnerAuc:F3}、AP {card.InnerAveragePrecision:F3}。"),
            Terminal.Invariant($"Model {card.Model}: {card.Labelled} customers with outcome, {card.Positives} with a finding; inner cross-validation AUC {card.InnerAuc:F3}, AP {card.InnerAveragePrecision:F3}.")));
        if (card.BlindAuc is { } blind)
        {
            Console.Out.WriteLine(Terminal.Say(
                Terminal.Invariant($"不看缺数时：AUC {blind:F3}、AP {card.BlindAveragePrecision:F3}；两者之差是采集方式带来的。"),
                Terminal.Invariant($"Blind to missing readings: AUC {blind:F3}, AP {card.BlindAveragePrecision:F3}; the difference comes from how readings were collected.")));
        }

        if (card.Doubted > 0)
        {
            Console.Out.WriteLine(Terminal.Say(
                Terminal.Invariant($"查无问题不等于没有问题：按漏检率，其中约相当于 {card.Doubted:F1} 户仍计为有问题。"),
                Terminal.Invariant($"Nothing found is not clean: by what visits overlook, about {card.Doubted:F1} of those without a finding still count as guilty.")));
        }

        if (result.Unmatched > 0) Console.Out.WriteLine(Terminal.Say($"另有 {result.Unmatched} 户没有数据，未使用。", $"{result.Unmatched} customers without data were left out."));
        if (result.DatesRepaired) Console.Out.WriteLine(Terminal.Say("账单日期的日与月颠倒，已按表码顺序识别并还原。", "Day and month of the bill dates were exchanged; the order of the registers shows it, and they were put right."));
        Console.Out.WriteLine(Terminal.Say(
            Terminal.Invariant($"已用新模型对 {scored.Customers} 户评分，线索 {scored.Leads} 条；voltward leads 查看。"),
            Terminal.Invariant($"{scored.Customers} customers scored with it, {scored.Leads} leads; see them with voltward leads.")));
        Console.Out.WriteLine(Terminal.Say("要得到可引用的指标，请运行 voltward evaluate。", "Run voltward evaluate for figures that can be quoted."));
    }
}
