using System.Text.Json;
using System.Text.Json.Nodes;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>
/// The amount of a theft as the criminal law counts it (刑事口径), from the facts of the case and beside the civil amounts: measured energy, or
/// the normal months before less the metered months after. No figure of one side enters the other.
/// </summary>
/// <param name="Method">How the energy was established, <c>THF-Q1</c> or <c>THF-Q2</c>; null while the facts establish none.</param>
/// <param name="EnergyKwh">Energy, kWh.</param>
/// <param name="Price">Price, yuan a kWh.</param>
/// <param name="AmountYuan">The amount, yuan.</param>
/// <param name="ThresholdYuan">What makes an amount large in the province, or the least it can be.</param>
/// <param name="IsLarge">Whether it is reached; null when that depends on a province's figure nobody stated.</param>
/// <param name="Lines">The lines of the calculation, those of the threshold among them.</param>
/// <param name="Open">Why there is no amount; null when there is one.</param>
public sealed record CriminalSide(
    string? Method, string? EnergyKwh, string? Price, string? AmountYuan, string? ThresholdYuan, bool? IsLarge, IReadOnlyList<DeterminationLine> Lines, Words? Open)
{
    private const string Edition = "CN-CRIM-2013";

    private static readonly string[] OfReferral = ["provinceLargeAmount", "provinceLargeAmountRange", "halved", "countIn2Years", "devicesSoldOrTaught"];

    /// <summary>Of a case of theft with a calculation; null for any other.</summary>
    /// <param name="kind">Kind of the case.</param>
    /// <param name="inputs">What the civil side was calculated from; its member <c>criminal</c> states what only this side uses.</param>
    /// <param name="determine">The rules.</param>
    internal static CriminalSide? Of(string kind, JsonElement? inputs, Determine determine)
    {
        if (kind != "theft" || inputs is not { ValueKind: JsonValueKind.Object } stated) return null;
        var facts = JsonNode.Parse(stated.GetRawText())!.AsObject();
        var own = facts["criminal"] as JsonObject;
        facts.Remove("criminal");
        foreach (var (name, value) in own ?? []) facts[name] = value?.DeepClone();

        Problem? first = null;
        foreach (var method in (string[])["THF-Q1", "THF-Q2"])
        {
            if (determine.Run(Ask(method, facts.Where(f => !OfReferral.Contains(f.Key)))).Succeeded(out var answer, out var problem)) return Reported(method, answer, facts, determine);
            if (problem.Code != "case.input-missing") first ??= problem;
        }

        return new(null, null, null, null, null, null, [], first?.Text ?? Nothing);
    }

    private static Words Nothing { get; } = new(
        "没有按查实数量或者与正常月用电比较得出的电量；按设备容量和时间推定的电量不作为刑事数额。",
        "No energy was measured or compared with normal months; energy presumed from capacity and time is no criminal amount.");

    private static CriminalSide Reported(string method, Determination answer, JsonObject facts, Determine determine)
    {
        var (energy, amount) = (answer.Result["energyKwh"]?.ToString(), answer.Result["amount"]?.ToString());
        if (amount is null) return new(method, energy, null, null, null, null, answer.Lines, new("没有电价。", "There is no price."));
        IEnumerable<KeyValuePair<string, JsonNode?>> asked =
            [.. facts.Where(f => OfReferral.Contains(f.Key)), KeyValuePair.Create("amount", (JsonNode?)amount), KeyValuePair.Create("quantityMethod", (JsonNode?)method)];
        var price = facts["price"]?.ToString();
        return determine.Run(Ask("CRIM-REFERRAL", asked)).Succeeded(out var referral, out _)
            ? new(method, energy, price, amount, referral.Result["thresholdApplied"]?.ToString(), (bool?)referral.Result["referralByAmount"], [.. answer.Lines, .. referral.Lines], null)
            : new(method, energy, price, amount, null, null, answer.Lines, null);
    }

    private static DeterminationInput Ask(string rule, IEnumerable<KeyValuePair<string, JsonNode?>> facts) =>
        new("criminal", rule, Edition, JsonSerializer.SerializeToElement(new JsonObject(facts.Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone()))), CaseText.Json));
}
