using Voltward.App.Evidence.Print;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Notices;

/// <summary>What a settlement sheet says (追补电量电费计算书).</summary>
/// <param name="Head">Issuer and case.</param>
/// <param name="Party">Customer.</param>
/// <param name="Rule">Rule and edition the settlement rests on.</param>
/// <param name="Conduct">Days of the conduct, in words.</param>
/// <param name="Energy">Energy; null where the rule yields none.</param>
/// <param name="Lines">The calculation.</param>
/// <param name="Due">The two kinds of money.</param>
/// <param name="CalculatedBy">Name and day of the first calculation.</param>
/// <param name="ReviewedBy">Name and day of the review.</param>
public sealed record SettlementSheetContent(
    NoticeHead Head,
    NoticeParty Party,
    string Rule,
    string Conduct,
    KilowattHours? Energy,
    IReadOnlyList<DeterminationLine> Lines,
    AmountsDue Due,
    string CalculatedBy,
    string ReviewedBy);

/// <summary>The settlement sheet: the calculation alone, with the grade of every figure, for the file and for whoever recomputes it.</summary>
public sealed class SettlementSheet(Printer printer)
{
    public Outcome<PrintedDocument> Print(SettlementSheetContent content)
    {
        if (content.Lines.Count == 0) return PrintProblems.FactMissing("lines", "计算过程", "the calculation");
        return printer.Print(new(
            "追补电量电费计算书",
            $"编号：{content.Head.Number}    案件：{content.Head.CaseNo}",
            content.Head.Issuer,
            $"voltward:case/{content.Head.CaseNo}/{content.Head.Number}",
            [
                FormTables.Facts(
                    ("户名", content.Party.Name), ("户号", content.Party.CustomerNo),
                    ("用电地址", content.Party.Address), ("用电类别", content.Party.TariffCategory),
                    ("适用规则", content.Rule), ("行为时间", content.Conduct),
                    ("追补电量", content.Energy is { } energy ? $"{energy.Value} 千瓦时" : "不适用"), ("合同编号", content.Party.AgreementNo)),
                new TextBlock("一、计算过程", TextLook.Section),
                CaseNotice.Calculation(content.Lines),
                new TextBlock("二、数值来源的可信等级", TextLook.Section),
                Grades(content.Lines),
                new TextBlock("SAW-LAW 见法律原文；SAW-24、SAW-96 见该版条文转引；SAW-WEB 见其他转引；MEM 为一般了解，须由法务核实；INPUT 为输入给定。", TextLook.Small),
                new TextBlock("三、款项", TextLook.Section),
                CaseNotice.Money(content.Due),
                new TextBlock("四、经办", TextLook.Section),
                FormTables.Facts(("初算", content.CalculatedBy), ("复核", content.ReviewedBy)),
                FormTables.Signatures("初算人签字", "复核人签字"),
            ]));
    }

    private static TableBlock Grades(IReadOnlyList<DeterminationLine> lines) => FormTables.List(
        [("行", 8), ("项目", 32), ("规则文本", 42), ("等级", 18)],
        lines.Where(l => l.Kind is not ("fine-ceiling" or "criminal-amount" or "threshold"))
            .Select((l, i) => (IReadOnlyList<string>)[$"{i + 1}", l.Text.Zh, LineWords.Basis(l), l.Certainty]));
}
