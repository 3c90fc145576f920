using System.CommandLine;
using System.Globalization;
using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Detection;

/// <summary><c>leads</c>: the ranked list.</summary>
internal static class LeadCommands
{
    public static Command Create()
    {
        var data = Terminal.Data();
        var json = Terminal.Json();
        var top = new Option<int?>("--top") { Description = Terminal.Say("只列前 K 条", "Only the first K") };
        top.Validators.Add(result =>
        {
            if (result.GetValue(top) is < 1) result.AddError(Terminal.Say("K 须为 1 或更大", "K is 1 or more"));
        });
        var all = new Option<bool>("--all") { Description = Terminal.Say("列出每个台区所有客户的评分和台区内名次，包括不构成线索的客户；评分同一尺度：检查能查出窃电的可能", "Every customer of every area with its score and place in the area, leads or not, on one scale: how likely a visit finds theft") };
        var kind = new Option<string?>("--kind") { Description = Terminal.Say("只列一种：theft-suspicion bypass-suspicion breach-suspicion bill-suspicion meter-fault file-correction safety", "One kind only: theft-suspicion bypass-suspicion breach-suspicion bill-suspicion meter-fault file-correction safety") };
        kind.AcceptOnlyFromAmong([.. LeadWords.Kinds]);
        var csv = new Option<FileInfo?>("--csv") { Description = Terminal.Say("写入 CSV 文件（UTF-8）", "Write a CSV file (UTF-8)") };
        var command = new Command("leads", Terminal.Say("按可疑程度列出线索及理由", "The ranked leads with their reasons")) { data, top, all, kind, csv, json, LeadOrderCommand.Create() };
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            var outcome = await services.GetRequiredService<RunQueries>()
                .RunAsync(parsed.GetValue(top), parsed.GetValue(all) && parsed.GetValue(top) is null, Actor.System, stop);
            if (parsed.GetValue(kind) is { } only && outcome.Succeeded(out var every, out _)) outcome = every with { Leads = [.. every.Leads.Where(e => e.Lead.Kind == only)] };
            if (outcome.Succeeded(out var report, out _) && parsed.GetValue(csv) is { } file) await WriteCsvAsync(report, file, stop);
            return outcome.ToTerminal(parsed.GetValue(json), View, Print);
        });
        return command;
    }

    /// <summary>The JSON shape that other programs rely on.</summary>
    internal static object View(RunQueries.Report report) => new
    {
        report.AsOf,
        report.Model,
        report.RunId,
        list = report.ListLength is { } length ? new { length, expectedFalseShare = 0.5, calibratedOn = "simulated utilities" } : null,
        leads = report.Leads.Select(e => new
        {
            e.Lead.Rank,
            e.Lead.RankInArea,
            e.Lead.Customer,
            e.Lead.Area,
            e.Lead.Kind,
            score = Math.Round(e.Lead.Score, 2),
            probability = Math.Round(e.Lead.Probability, 6),
            kwhPerDay = new { low = Kwh(e.Lead.LowWh), mid = Kwh(e.Lead.MidWh), high = Kwh(e.Lead.HighWh) },
            e.Lead.Onset,
            statisticalOnly = e.Lead.StatisticalOnly == 1,
            usagePoint = e.Lead.Point,
            e.Lead.LeadId,
            e.Lead.State,
            reasons = e.Reasons.Select(r => new { r.Code, r.Engine, strength = Math.Round(r.Strength, 3), text = Terminal.Say(r.Text.Zh, r.Text.En), r.Data }),
            mark = e.Lead.StatisticalOnly == 1 ? Terminal.Say(LeadRecipe.Mark.Zh, LeadRecipe.Mark.En) : null,
            wouldClear = LeadRecipe.Checks(e.Reasons.Select(r => r.Data)).Select(c => new { c.Code, text = Terminal.Say(c.Text.Zh, c.Text.En) }),
            // The same data and the same day give the same bits: what was used is named by its hash in each reason.
            reproduce = e.Reasons.Count == 0 ? null : new { command = LeadRecipe.Command(report.AsOf, e.Reasons.Select(r => r.Data)), report.RunId, report.Model, report.DataId, inputs = LeadRecipe.Inputs(e.Reasons) },
            innocent = e.Innocent.Select(c => new { c.Code, text = Terminal.Say(c.Text.Zh, c.Text.En), c.Open }),
        }),
    };

    private static async Task WriteCsvAsync(RunQueries.Report report, FileInfo file, CancellationToken stop)
    {
        await using var writer = new StreamWriter(file.FullName, append: false, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteLineAsync("rank,customer,area,kind,score,probability,kwh_per_day_low,kwh_per_day_mid,kwh_per_day_high,onset,statistical_only,reasons,innocent_open,rank_in_area");
        foreach (var (lead, reasons, innocent) in report.Leads)
        {
            stop.ThrowIfCancellationRequested();
            await writer.WriteLineAsync(string.Join(',',
                Text(lead.Rank), Quoted(lead.Customer), Quoted(lead.Area), lead.Kind, Text(Math.Round(lead.Score, 3)), Text(Math.Round(lead.Probability, 8)),
                Text(Kwh(lead.LowWh)), Text(Kwh(lead.MidWh)), Text(Kwh(lead.HighWh)), lead.Onset?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                Text(lead.StatisticalOnly),
                Quoted(string.Join(' ', reasons.Select(r => Terminal.Say(r.Text.Zh, r.Text.En)))),
                Quoted(string.Join(' ', innocent.Where(c => c.Open).Select(c => Terminal.Say(c.Text.Zh, c.Text.En)))),
                Text(lead.RankInArea)));
        }
    }

    private static void Print(RunQueries.Report report)
    {
        foreach (var (lead, reasons, _) in report.Leads)
        {
            Console.Out.WriteLine(Terminal.Invariant(
                $"{lead.Rank,5}  {lead.Customer ?? lead.Area,-16} {lead.Kind,-17} {lead.Score,5:0.0}  p={lead.Probability:0.000}  {Energy(lead),7} kWh/d{(lead.StatisticalOnly == 1 ? "  " + Terminal.Say(LeadRecipe.Mark.Zh, LeadRecipe.Mark.En) : "")}"));
            foreach (var reason in reasons) Console.Out.WriteLine("         " + Terminal.Say(reason.Text.Zh, reason.Text.En));
        }
    }

    /// <summary>Unknown energy is said so: a zero would be a claim.</summary>
    private static string Energy(RunQueries.LeadRow lead) => Kwh(lead.MidWh) is { } kwh ? Terminal.Invariant($"{kwh:0.0} ({Kwh(lead.LowWh):0.0}–{Kwh(lead.HighWh):0.0})") : "?";

    private static double? Kwh(long? wh) => wh / 1000.0;

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    /// <summary>A field that a spreadsheet can neither split nor take for a formula.</summary>
    private static string Quoted(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
