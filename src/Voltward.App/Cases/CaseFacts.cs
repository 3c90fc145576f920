using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>
/// Puts together what a case is calculated from: the archive as it was true on the days of the conduct, and over it the facts that the
/// investigator stated. Everything that goes in is kept with the settlement.
/// </summary>
internal sealed class CaseFacts(Lake lake)
{
    /// <summary>The question to the rules.</summary>
    public async Task<Outcome<DeterminationInput>> AssembleAsync(Session session, CaseRow held, CancellationToken stop)
    {
        var inputs = new JsonObject();
        AddConduct(inputs, held);
        var day = held.ConductTo ?? held.FoundOn;
        if (held.CustomerNo is not null) await AddArchiveAsync(session, held, day, inputs);
        var stated = held.Facts is null ? [] : JsonNode.Parse(held.Facts)!.AsObject();
        foreach (var (name, value) in stated) inputs[name] = value?.DeepClone();
        if (held.LegalReview is not null) inputs["legalReview"] = JsonNode.Parse(held.LegalReview);
        if (held.Kind == "theft" && inputs["price"] is null)
        {
            if (await PriceAsync(held, day, stop) is not { } price) return CaseFlowProblems.PriceMissing;
            inputs["price"] = price.Yuan.ToString(CultureInfo.InvariantCulture);
            inputs["priceSource"] = price.Source;
        }

        return new DeterminationInput(held.CaseNo, held.RuleId, "", JsonSerializer.SerializeToElement(inputs, CaseText.Json));
    }

    private static void AddConduct(JsonObject inputs, CaseRow held)
    {
        if (held is { ConductFrom: { } from, ConductTo: { } to })
        {
            inputs["conductFrom"] = Day(from);
            inputs["conductTo"] = Day(to);
            inputs["timeKnown"] = true;
            inputs["provenDays"] = to.DayNumber - from.DayNumber + 1;
        }
        else
        {
            inputs["conductDate"] = Day(held.FoundOn);
            inputs["timeKnown"] = false;
        }
    }

    private static async Task AddArchiveAsync(Session session, CaseRow held, DateOnly day, JsonObject inputs)
    {
        var a = await session.ArchiveAsync(held.CustomerNo!, day);
        if (a is null) return;
        inputs["userType"] = a.CustomerClass == "resident" ? "Resident" : "Other";
        inputs["use"] = UseOf(a.CustomerClass);
        inputs["phases"] = a.Phase == "ABC" ? 3 : 1;
        inputs["tariff"] = a.TwoPart == 1 ? "TwoPart" : "Single";
        if (a.ContractedVa is { } va) inputs["contractKva"] = Milli(va);
        if (a.PenaltyMultipleMilli is { } multiple) inputs["contractMultiplier"] = Milli(multiple);
        if (a.VoltageV is >= 1_000 and var volt) inputs["lineVoltageKv"] = Milli(volt);
        if (held.Kind != "theft") return;
        if (a.CalibratedCurrentMa is { } current) inputs["calibratedCurrentA"] = Milli(current);
        if (a.RatioPrimary is { } primary) inputs["ctRatio"] = string.Create(CultureInfo.InvariantCulture, $"{primary}/{a.RatioSecondary}");
        if (held.ConductFrom is null && await session.LastProvenNormalAsync(held.CustomerNo!, held.FoundOn) is { } normal)
        {
            inputs["daysSinceProvenNormal"] = held.FoundOn.DayNumber - normal.DayNumber;
        }
    }

    /// <summary>Kind of use by class of customer (D12); the investigator states another where the load is known.</summary>
    private static string UseOf(string customerClass) => customerClass switch
    {
        "resident" => "Resident",
        "shop" or "restaurant" or "school" or "public" => "Commercial",
        _ => "Power",
    };

    /// <summary>What the customer paid per kWh by the bills of the conduct, the latest bill before it otherwise.</summary>
    private async Task<(decimal Yuan, string Source)?> PriceAsync(CaseRow held, DateOnly day, CancellationToken stop)
    {
        await using var duck = await lake.OpenAsync(stop);
        var from = held.ConductFrom ?? day.AddMonths(-6);
        await using var command = duck.CreateCommand();
        command.CommandText =
            """
            select sum(amount_fen)::bigint, sum(energy_wh)::bigint, count(*) from bill
            where customer = $1 and kind = 'ELEC' and amount_fen > 0 and energy_wh > 0 and period_to > $2 and period_from <= $3
            """;
        foreach (var value in (object[])[held.CustomerNo ?? "", from, day]) command.Parameters.Add(new DuckDB.NET.Data.DuckDBParameter(value));
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop) || await reader.IsDBNullAsync(1, stop)) return null;
        var yuan = Math.Round(reader.GetInt64(0) * 10m / reader.GetInt64(1), 4, MidpointRounding.AwayFromZero);
        return (yuan, string.Create(CultureInfo.InvariantCulture, $"{reader.GetInt64(2)} bills {from:yyyy-MM-dd} – {day:yyyy-MM-dd}"));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Milli(long thousandths) => (thousandths / 1000m).ToString(CultureInfo.InvariantCulture);
}
