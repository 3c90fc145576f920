using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Cases;

namespace Voltward.App.Cases;

/// <summary>The official calendars in <c>rules/calendar</c>; a year without a file is unknown.</summary>
public static class Holidays
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<IReadOnlyDictionary<int, Year>> Years = new(() => Read(Path.Combine(AppContext.BaseDirectory, "rules")));
    private static readonly Lazy<HolidayCalendar> BesideTheProgram = new(() => Load(Path.Combine(AppContext.BaseDirectory, "rules")));

    /// <summary>The calendars delivered with the program.</summary>
    public static HolidayCalendar Standard => BesideTheProgram.Value;

    /// <summary>Days of work by the calendars delivered: weekdays that are no holiday, and weekend days that are worked. In a year without a file every weekday works.</summary>
    public static WorkCalendar WorkDays { get; } = at =>
    {
        var day = CompanyTime.Day(at);
        var year = Years.Value.GetValueOrDefault(day.Year);
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return year is null ? !weekend : year.Worked.Contains(day) || (!weekend && !year.Free.Contains(day));
    };

    /// <summary>Reads <c>calendar/*.json</c> of a rules folder.</summary>
    /// <exception cref="JsonException">A delivered file is broken.</exception>
    public static HolidayCalendar Load(string rulesFolder)
    {
        var years = Read(rulesFolder).ToDictionary(y => y.Key, y => y.Value.Free.ToHashSet());
        return at => CompanyTime.Day(at) is var day && years.TryGetValue(day.Year, out var free) ? free.Contains(day) : null;
    }

    private static Dictionary<int, Year> Read(string rulesFolder)
    {
        var folder = Path.Combine(rulesFolder, "calendar");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.json").Select(f => JsonSerializer.Deserialize<Year>(File.ReadAllText(f), Json)!).ToDictionary(y => y.Number)
            : [];
    }

    private sealed class Year
    {
        [System.Text.Json.Serialization.JsonPropertyName("year")]
        public int Number { get; init; }

        public List<DateOnly> Free { get; init; } = [];

        public List<DateOnly> Worked { get; init; } = [];
    }
}
