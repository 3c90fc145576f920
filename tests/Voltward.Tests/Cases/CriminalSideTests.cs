using System.Text.Json;
using Voltward.App.Cases;
using Voltward.App.Cases.Notices;
using Voltward.App.Evidence.Print;
using Voltward.Domain.Cases;
using Voltward.Tests.Evidence;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Cases;

/// <summary>The criminal amount of a case: from measured or compared energy alone, beside the civil one and never out of it.</summary>
public sealed class CriminalSideTests
{
    private const string Presumed =
        """{"conductFrom": "2026-06-01", "conductTo": "2026-10-31", "price": "0.62", "calibratedCurrentA": "5", "phases": 1, "use": "Resident", "failedMethods": {"THF-Q1": "无"} MORE}""";

    [Fact]
    public void Beside_a_presumed_civil_charge_stands_the_compared_criminal_amount()
    {
        // 1,800 a month before less 400 metered, five months, 0.62 yuan: 7,000 kWh and 4,340.00 yuan; above 3,000 in every province.
        var side = Side(Presumed, """, "criminal": {"normalMonthlyKwh": "1800", "normalMonthsAveraged": 6, "meteredMonthlyKwh": "400", "months": 5}""")!;
        Assert.Equal(("THF-Q2", "7000.00", "0.62", "4340.00", "1000.00", (bool?)true, null), (side.Method, side.EnergyKwh, side.Price, side.AmountYuan, side.ThresholdYuan, side.IsLarge, side.Open));
        Assert.Equal(["energy", "criminal-amount", "threshold"], side.Lines.Select(l => l.Kind));
    }

    [Fact]
    public void Energy_presumed_from_capacity_and_time_gives_no_criminal_amount()
    {
        var side = Side(Presumed)!;
        Assert.Null(side.AmountYuan);
        Assert.Contains("不作为刑事数额", side.Open!.Value.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""", "checkMeterKwh": "3100", "meteredKwh": "600" """, "1550.00", "1000.00", null)]
    [InlineData(""", "checkMeterKwh": "3100", "meteredKwh": "600", "provinceLargeAmount": "1600" """, "1550.00", "1600.00", false)]
    [InlineData(""", "checkMeterKwh": "3100", "meteredKwh": "600", "provinceLargeAmount": "2000", "halved": true """, "1550.00", "1000.00", true)]
    public void Measured_energy_is_held_against_the_provinces_figure(string more, string amount, string threshold, bool? large)
    {
        var side = Side(Presumed, more)!;
        Assert.Equal(("THF-Q1", amount, threshold, large), (side.Method, side.AmountYuan, side.ThresholdYuan, side.IsLarge));
    }

    [Theory]
    [InlineData("\"contractMultiplier\": \"1\"")]
    [InlineData("\"contractMultiplier\": \"3\", \"legalReview\": {\"by\": \"法务\", \"on\": \"2026-11-02\", \"reference\": \"1\", \"multiplier\": \"2\"}")]
    [InlineData("\"penaltyBase\": \"UnroundedCharge\", \"failed\": {\"THF-Q2\": \"无正常月\"}, \"administrativeCeilingMultiple\": \"5\"")]
    public void What_only_the_civil_side_knows_changes_nothing_of_the_criminal_one(string civil)
    {
        const string criminal = """, "criminal": {"normalMonthlyKwh": "1800", "meteredMonthlyKwh": "400", "months": 5}""";
        var (with, without) = (Side(Presumed, criminal + ", " + civil)!, Side(Presumed, criminal)!);
        Assert.Equal(JsonSerializer.Serialize(without), JsonSerializer.Serialize(with));
    }

    [Fact]
    public void A_breach_of_contract_has_no_criminal_side() => Assert.Null(CriminalSide.Of("breach", Inputs(Presumed), new Determine()));

    [Fact]
    public async Task The_list_to_the_police_names_the_criminal_amount_alone()
    {
        await using var made = await BundleCase.OpenAsync();
        var facts = await made.FactsAsync();
        var lists = new HandoverListPrint(new Printer());
        var civil = facts.Case.Settlements[0];
        Assert.Contains("不作为刑事数额", Text(lists, facts), StringComparison.Ordinal);

        var known = facts with { Case = facts.Case with { Criminal = Side(Presumed, """, "criminal": {"normalMonthlyKwh": "1800", "meteredMonthlyKwh": "400", "months": 5}""") } };
        var text = Text(lists, known);
        if (Environment.GetEnvironmentVariable("VOLTWARD_KEEP_PRINTS") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, "handover-police.pdf"), Ok(lists.Print(known, new(made.CaseNo, Addressee.Police, "示范县公安局", "数额较大"), "00", new(2026, 11, 26))).Pdf, Stop);
        foreach (var words in (string[])["三、刑事数额", "窃电前正常月平均用电量", "7000.00", "0.62", "4340.00", "五、交接"]) Assert.Contains(words, text, StringComparison.Ordinal);
        foreach (var fen in (long?[])[civil.ChargeFen, civil.PenaltyFen]) Assert.DoesNotContain((fen!.Value / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
        Assert.DoesNotContain("罚款", text, StringComparison.Ordinal);
        Assert.DoesNotContain("4340", PdfText.Of(Ok(lists.Print(known, new(made.CaseNo, Addressee.Administration, "电力管理部门", "涉嫌窃电"), "00", new(2026, 11, 26))).Pdf), StringComparison.Ordinal);

        string Text(HandoverListPrint print, App.Evidence.BundleFacts of) => PdfText.Of(Ok(print.Print(of, new(made.CaseNo, Addressee.Police, "示范县公安局", "数额较大"), "00", new(2026, 11, 26))).Pdf);
    }

    private static CriminalSide? Side(string inputs, string more = "") => CriminalSide.Of("theft", Inputs(inputs, more), new Determine());

    private static JsonElement Inputs(string inputs, string more = "") => JsonDocument.Parse(inputs.Replace("MORE", more, StringComparison.Ordinal)).RootElement;
}
