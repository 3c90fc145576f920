using System.Globalization;
using System.Text;
using MiniExcelLibs;
using Voltward.App.Cases;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Cases;

/// <summary>The calculation of a case as a table (计算书 XLSX、CSV): one row a line, with formula and figures, for whoever recomputes it.</summary>
internal static class SheetFile
{
    private static readonly string[] Heads = ["行", "项目", "结果", "单位", "算式", "代入", "条款", "版本", "可信等级", "取整"];

    public static async Task<IResult> GiveAsync(string caseNo, string kind, HttpContext http, CasePage cases)
    {
        var view = await cases.RunAsync(caseNo, await http.ActorAsync(), http.RequestAborted);
        if (view?.Settlements.FirstOrDefault(s => s.State is "approved" or "calculated") is not { } settlement) return TypedResults.NotFound();
        var rows = Rows(settlement);
        var name = $"{caseNo}-{settlement.Version.ToString(CultureInfo.InvariantCulture)}";
        if (kind == "csv") return TypedResults.Bytes(Csv(rows), "text/csv; charset=utf-8", name + ".csv");
        using var file = new MemoryStream();
        await file.SaveAsAsync(rows.Select(row => (IDictionary<string, object?>)Heads.Zip(row).ToDictionary(p => p.First, p => (object?)ListExport.Text(p.Second))), cancellationToken: http.RequestAborted);
        return TypedResults.Bytes(file.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
    }

    internal static byte[] Csv(IEnumerable<string[]> rows) => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true).GetPreamble()
        .Concat(Encoding.UTF8.GetBytes(string.Concat(rows.Prepend(Heads).Select(row => string.Join(',', row.Select(cell => ListExport.Quote(ListExport.Text(cell)))) + "\r\n")))).ToArray();

    internal static IReadOnlyList<string[]> Rows(SettlementView settlement) =>
    [
        .. settlement.Lines.Select((line, i) => (string[])[
            (i + 1).ToString(CultureInfo.InvariantCulture), line.Text.Zh, line.Value, line.Unit, line.Formula, string.Join("; ", line.Inputs.Select(p => $"{p.Key}={p.Value}")),
            line.Article, line.Edition, line.Certainty, line.Rounding,
        ]),
    ];
}
