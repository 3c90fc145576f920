using Voltward.Domain.Inspections;
using Xunit;

namespace Voltward.Tests.Inspections;

public sealed class SealCheckTests
{
    [Theory]
    [InlineData("F1", "F1", false, SealCondition.Intact, false)]
    [InlineData("F1", "F1", true, SealCondition.Broken, true)]
    [InlineData("F1", null, false, SealCondition.Missing, true)]
    [InlineData("F1", "F2", false, SealCondition.OtherNumber, true)]
    [InlineData(null, "F2", false, SealCondition.Unregistered, true)]
    public void Site_against_register(string? registered, string? found, bool broken, SealCondition condition, bool alarm)
    {
        var result = SealCheck.Compare(registered is null ? [] : [new("box", registered)], [new("box", found, broken)]).Single();
        Assert.Equal((condition, alarm), (result.Condition, result.Alarm));
    }

    [Fact]
    public void A_registered_seal_nobody_looked_at_is_named_and_no_alarm()
    {
        var result = SealCheck.Compare([new("box", "F1"), new("terminal", "F2")], [new("box", "F1", false)]);
        Assert.Equal([SealCondition.Intact, SealCondition.NotChecked], result.Select(r => r.Condition));
        Assert.False(result[1].Alarm);
    }

    [Fact]
    public void Two_seals_at_one_position_may_both_be_right() =>
        Assert.Equal(SealCondition.Intact, SealCheck.Compare([new("box", "F1"), new("box", "F2")], [new("box", "F2", false)]).Single().Condition);
}
