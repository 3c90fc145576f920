using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Cases;

namespace Voltward.App.Cases;

/// <summary>The official calendars in <c>rules/calendar</c>; a year without a file is unknown.</summary>
public static class Holidays
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<HolidayCalendar> BesideTheProgram = new(() => Load(Path.Combine(AppContext.BaseDirectory, "rules")));

    /// <summary>The calendars delivered with the program.</summary>
    public static HolidayCalendar Standard => BesideTheProgram.Value;

    /// <summary>Reads <c>calendar/*.json</c> of a rules folder.</summary>
    /// <exception cref="JsonException">A delivered file is broken.</exception>
    public static HolidayCalendar Load(string rulesFolder)
    {
        var folder = Path.Combine(rulesFolder, "calendar");
        var years = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.json").Select(f => JsonSerializer.Deserialize<Year>(File.ReadAllText(f), Json)!).ToDictionary(y => y.Number, y => y.Free.ToHashSet())
            : [];
        return at => CompanyTime.Day(at) is var day && years.TryGetValue(day.Year, out var free) ? free.Contains(day) : null;
    }

    private sealed class Year
    {
        [System.Text.Json.Serialization.JsonPropertyName("year")]
        public int Number { get; init; }

        public List<DateOnly> Free { get; init; } = [];
    }
}
