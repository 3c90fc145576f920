using Voltward.App.Inspections;
using Voltward.Domain.Planning;
using Voltward.Domain.Units;
using Xunit;

namespace Voltward.Tests.Planning;

public sealed class PlanningRuleTests
{
    private static readonly QualificationLevels Levels = new InspectionShelf().Qualifications(new(2026, 11, 24)).Levels;
    private static readonly DateOnly Day = new(2026, 11, 24);

    private static readonly Qualification[] Held =
    [
        new("zhang", 2, new(2026, 1, 1), new(2027, 1, 1)), new("li", 3, new(2026, 1, 1), new(2027, 1, 1)),
        new("wang", 3, new(2023, 1, 1), Day), new("zhao", 1, Day, new(2029, 1, 1)),
    ];

    [Theory]
    [InlineData("2026-W48", 2026, 11, 23)]
    [InlineData("2026-W53", 2026, 12, 28)]
    [InlineData("2020-W01", 2019, 12, 30)]
    public void A_week_is_its_monday(string text, int year, int month, int day)
    {
        Assert.True(PlanWeek.Parse(text).Succeeded(out var week, out _));
        Assert.Equal(new DateOnly(year, month, day), week.Monday);
        Assert.Equal(text, week.ToString());
        Assert.Equal(week, PlanWeek.Of(week.Sunday));
    }

    [Theory, InlineData("2026-W54"), InlineData("2025-W53"), InlineData("2026-W00"), InlineData("2026W48"), InlineData(""), InlineData("W48"), InlineData("2026-W4x")]
    public void Anything_else_is_no_week(string text) => Assert.Equal("plan.week-unreadable", PlanWeek.Parse(text).Problem?.Code);

    [Fact]
    public void An_assignment_with_one_person_is_refused() => Assert.Equal("plan.crew-of-one", Code(Asked() with { Second = "zhang" }));

    [Fact]
    public void Level_three_is_enough_at_low_voltage_and_not_at_ten_kilovolt()
    {
        Assert.Null(Code(Asked()));
        Assert.Equal("plan.not-qualified", Code(Asked() with { VoltageV = 10_000 }));
        Assert.Null(Code(Asked() with { VoltageV = 10_000, Second = "zhao" }));
        Assert.Equal("plan.not-qualified", Code(Asked() with { VoltageV = 35_000, Second = "zhao" }));
    }

    [Fact]
    public void A_certificate_counts_from_its_first_day_and_no_longer_on_its_last()
    {
        Assert.Equal("plan.not-qualified", Code(Asked() with { Second = "wang" }));
        Assert.Null(Code(Asked() with { Day = Day.AddDays(-1), Second = "wang" }));
        Assert.Null(Code(Asked() with { Second = "zhao" }));
        Assert.Equal("plan.not-qualified", Code(Asked() with { Day = Day.AddDays(-1), Second = "zhao" }));
    }

    [Fact]
    public void Nobody_is_in_two_crews_on_one_day() =>
        Assert.Equal("plan.person-elsewhere", Code(Asked() with { Elsewhere = new HashSet<string> { "li" } }));

    [Fact]
    public void A_full_day_and_a_day_outside_the_week_are_refused()
    {
        Assert.Null(Code(Asked() with { MinutesPlanned = 420 }));
        Assert.Equal("plan.day-full", Code(Asked() with { MinutesPlanned = 421 }));
        Assert.Equal("plan.day-outside-week", Code(Asked() with { Day = new(2026, 11, 28) }));
    }

    [Fact]
    public void The_value_of_a_visit_is_probability_times_money_less_cost() =>
        // 0.4 × 1 000 kWh × 0.538 × 0.6 = 129.12; less 135 = −5.88.
        Assert.Equal(-5.88m, new OrderValue(0.4m, new(1000m), new(0.538m), 0.6m, Yuan.Rounded(135m)).Net().Value);

    [Theory]
    [InlineData("shop", "special", 220, null, false, "SPECIAL_FIRST")]
    [InlineData("public", "second", 10_000, null, false, "SECOND")]
    [InlineData("workshop", null, 35_000, null, false, "HV35")]
    [InlineData("workshop", "temporary", 10_000, null, false, "HV10")]
    [InlineData("shop", "temporary", 380, null, false, "TEMPORARY")]
    [InlineData("workshop", null, 380, 100_000L, false, "LV100")]
    [InlineData("workshop", null, 380, 99_999L, false, "LV_OTHER")]
    [InlineData("workshop", null, 380, 160_000L, true, "PV_EV")]
    [InlineData("charging", null, 380, null, false, "PV_EV")]
    [InlineData("resident", null, 220, 8_000L, false, "RESIDENT")]
    [InlineData("resident", null, 220, 8_000L, true, "PV_EV")]
    public void Every_customer_is_in_the_shortest_cycle_that_applies(string type, string? important, long voltage, long? va, bool feedIn, string key)
    {
        var cycles = new InspectionShelf().Cycles(Day);
        Assert.Equal(key, cycles.Of(new(type, important, voltage, va, feedIn)).Key);
        Assert.Contains(key, cycles.Keys);
    }

    [Fact]
    public void The_due_day_is_the_last_inspection_plus_the_cycle()
    {
        var cycle = new InspectionShelf().Cycles(Day).Cycles.Single(c => c.Key == "HV10");
        Assert.Equal(new DateOnly(2026, 3, 31), InspectionCycles.DueOn(cycle, new(2025, 3, 31), new(2010, 1, 1)));
        Assert.Equal(new DateOnly(2011, 1, 1), InspectionCycles.DueOn(cycle, null, new(2010, 1, 1)));
        // 365 days, a fifth of them is 73.
        Assert.Equal(new DateOnly(2026, 1, 17), InspectionCycles.EarliestOn(new(2026, 3, 31), 12, 0.2m));
    }

    private static Assignment Asked() => new(Day, 220, "zhang", "li", "K1", 100, new HashSet<string>());

    private static string? Code(Assignment asked) => AssignmentRules.Check(asked, new(PlanWeek.Of(Day), 420, Levels), Held)?.Code;
}
