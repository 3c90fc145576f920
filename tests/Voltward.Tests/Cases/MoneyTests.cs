using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Voltward.App.Cases;
using Voltward.Domain.Cases;
using Voltward.Domain.Units;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Cases;

public sealed partial class MoneyTests
{
    private static readonly Type[] Kinds = [typeof(BackBilledCharge), typeof(PenaltyCharge), typeof(CriminalAmount), typeof(FineCeiling)];

    [Fact]
    public void No_operator_mixes_two_kinds_of_money()
    {
        foreach (var type in Kinds)
        {
            var operators = type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.IsSpecialName);
            Assert.All(operators, o => Assert.All(o.GetParameters(), p => Assert.Equal(type, p.ParameterType)));
            Assert.DoesNotContain(operators, o => o.Name is "op_Implicit" or "op_Explicit");
        }
    }

    [Fact]
    public void Criminal_amounts_and_fine_ceilings_do_not_add_up_at_all() => Assert.All(
        (Type[])[typeof(CriminalAmount), typeof(FineCeiling)], t => Assert.Null(t.GetMethod("op_Addition")));

    [Fact]
    public void The_criminal_edition_yields_no_money_to_receive() =>
        Assert.Null(Asked.Answer("THF-Q2", "CN-CRIM-2013", "{'normalMonthlyKwh':1800,'meteredMonthlyKwh':400,'months':5,'price':'0.62'}").Due);

    [Fact]
    public void A_settlement_carries_energy_charge_and_penalty_for_the_ledger()
    {
        var answer = Asked.Answer("THF-Q4a", "CN-2024", "{'equipmentKw':9,'hoursPerDay':12,'days':180,'price':'0.78','contractMultiplier':3}");
        Assert.Equal((19_440_000, 1_516_320, 4_548_960), (answer.Energy?.WattHours, answer.Due?.Charge.Amount.Fen, answer.Due?.Penalty?.Amount.Fen));
    }

    /// <summary>A figure of law that stood in code would not change with its edition.</summary>
    [Fact]
    public void No_figure_of_the_rule_files_stands_in_code()
    {
        Assert.True(RuleShelf.Standard.Succeeded(out var shelf, out _));
        string[] mathematics = ["0", "1", "2", "3", "10", "4", "12", "24", "31", "1000"];     // identities, phases, decimals shown, calendar, kilo
        var figures = shelf.Records.SelectMany(r => r.Params.Values).OfType<string>().SelectMany(v => Number().Matches(v))
            .Select(m => Plain(m.Value)).Except(mathematics).ToHashSet();
        string[] folders = ["src/Voltward.Domain/Cases", "src/Voltward.Domain/Tariffs", "src/Voltward.App/Cases/Determining"];
        foreach (var file in folders.SelectMany(f => Directory.GetFiles(Golden.Root(f), "*.cs")))
        {
            var code = string.Join('\n', File.ReadAllLines(file).Where(l => !l.TrimStart().StartsWith("///", StringComparison.Ordinal)));
            code = Quoted().Replace(code, "\"\"");
            Assert.Empty(Number().Matches(code).Select(m => Plain(m.Value)).Where(figures.Contains).Select(n => $"{Path.GetFileName(file)}: {n}"));
        }
    }

    [Fact]
    public void Half_a_fen_rounds_away_from_zero_for_refunds_too() =>
        Assert.Equal((5.35m, -5.35m, 5.34m), (Yuan.Rounded(5.345m).Value, Yuan.Rounded(-5.345m).Value, Yuan.Rounded(5.3449m).Value));

    private static string Plain(string number) => decimal.Parse(number, CultureInfo.InvariantCulture).ToString("G29", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\w.])\d+(?:\.\d+)?(?=m\b|\b)")]
    private static partial Regex Number();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Quoted();
}
