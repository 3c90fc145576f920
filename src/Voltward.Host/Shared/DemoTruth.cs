using System.Text.Json;
using Voltward.Domain.Inspections;

namespace Voltward.Host.Shared;

/// <summary>What a demonstration's inspectors will find: read from the synthetic utility's truth, which no analysis ever sees.</summary>
internal sealed class DemoTruth
{
    private readonly Dictionary<string, Found> _byCustomer = [];

    /// <summary>Finds nothing anywhere.</summary>
    public static DemoTruth Nothing { get; } = new();

    /// <summary>Customers at whom something stands.</summary>
    public IEnumerable<string> Known => _byCustomer.Keys;

    /// <summary>What stands at a customer's on the day of the visit.</summary>
    public Found? At(string? customerNo) => customerNo is null ? null : _byCustomer.GetValueOrDefault(customerNo);

    /// <summary>Reads <c>truth.json</c>; nothing anywhere when the file is missing.</summary>
    public static DemoTruth Read(string? file)
    {
        if (file is null || !File.Exists(file)) return Nothing;
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var truth = new DemoTruth();
        foreach (var error in Each(document, "archiveErrors")) truth.Add(Text(error, "customer"), new(FindingKind.FileError, null, null, $"档案{Text(error, "field")}与现场不符", null));
        foreach (var twin in Each(document, "twins"))
        {
            if (twin.TryGetProperty("faultKwh", out var kwh) && kwh.GetDouble() > 1) truth.Add(Text(twin, "customer"), new(FindingKind.MeterFault, null, null, "计量装置故障，少计电量", null));
        }

        foreach (var theft in Each(document, "thefts"))
        {
            if (theft.TryGetProperty("inWindow", out var now) && now.GetBoolean()) truth.Add(Text(theft, "customer"), Measured(theft, OfTheft(Text(theft, "kind") ?? "", Text(theft, "onset"))));
        }

        return truth;
    }

    private static Found Measured(JsonElement theft, Found found) => found with
    {
        Theft = Text(theft, "kind") ?? "",
        Kw = Figure(theft, "kw"),
        StolenKwh = Figure(theft, "stolenKwh"),
        HiddenOnLastDay = theft.TryGetProperty("kwhPerDay", out var days) && days.ValueKind == JsonValueKind.Array && days.GetArrayLength() > 0 ? days[days.GetArrayLength() - 1].GetDouble() : 0,
    };

    private static double Figure(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;

    private static Found OfTheft(string kind, string? onset)
    {
        var since = DateOnly.TryParse(onset, System.Globalization.CultureInfo.InvariantCulture, out var day) ? day : (DateOnly?)null;
        return kind switch
        {
            "capacity-fraud" => new(FindingKind.Breach, "VIO-2", null, "现场用电设备容量超过合同约定容量", since),
            "direct-hook" => new(FindingKind.Theft, "THF", "hook-up", "在供电设施上擅自接线用电", since),
            "full-bypass" or "appliance-bypass" or "phase-shunt" or "earth-return" => new(FindingKind.Theft, "THF", "bypass", "表前接线，绕越用电计量装置用电", since),
            "magnet" or "register-hack" or "ct-ratio" or "ct-reversal" or "voltage-open" or "clock-shift" =>
                new(FindingKind.Theft, "THF", "disable", "计量装置被人为改动，不能准确计量", since),
            _ => new(FindingKind.Theft, "THF", "other", "采用其他方法使计量失准", since),
        };
    }

    private void Add(string? customer, Found found)
    {
        if (customer is not null) _byCustomer[customer] = found;
    }

    private static JsonElement.ArrayEnumerator Each(JsonDocument document, string list) =>
        document.RootElement.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What stands at one customer's.</summary>
    internal sealed record Found(FindingKind Kind, string? RuleId, string? Method, string Words, DateOnly? Since)
    {
        /// <summary>Kind of theft as the simulation names it; empty when it is none.</summary>
        public string Theft { get; init; } = "";

        /// <summary>Power of the equipment before the meter, kW.</summary>
        public double Kw { get; init; }

        /// <summary>Stolen on the days with readings, kWh; to compare with at the end, never to claim.</summary>
        public double StolenKwh { get; init; }

        /// <summary>What flows past the register on the day of the visit, kWh.</summary>
        public double HiddenOnLastDay { get; init; }
    }
}
