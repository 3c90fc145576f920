using CsCheck;
using Voltward.Domain.Cases;
using Xunit;

namespace Voltward.Tests.Cases;

public sealed class DutyRulesTests
{
    private static readonly Duty[] All = Enum.GetValues<Duty>();

    [Fact]
    public void Nobody_takes_a_second_duty_in_the_same_case()
    {
        var outcome = DutyRules.MayTake(Duty.Review, "p1", [new(Duty.Calculate, "p1")]);
        Assert.Equal("case.duty-taken", outcome.Problem?.Code);
    }

    [Fact]
    public void The_own_duty_may_be_repeated() =>
        Assert.Null(DutyRules.MayTake(Duty.Calculate, "p1", [new(Duty.Calculate, "p1"), new(Duty.Review, "p2")]).Problem);

    [Fact]
    public void However_people_try_no_one_ends_up_with_two_duties() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 6]).Array[0, 60].Sample(tries =>
        {
            var done = new List<DutyDone>();
            foreach (var (duty, person) in tries)
            {
                if (DutyRules.MayTake(All[duty], $"p{person}", done).Problem is null) done.Add(new(All[duty], $"p{person}"));
            }

            Assert.All(done.GroupBy(d => d.PersonId), g => Assert.Single(g.Select(d => d.Duty).Distinct()));
        });

    [Fact]
    public void Stored_words_read_back() => Assert.All(All, d => Assert.Equal(d, DutyRules.Parse(DutyRules.Word(d))));
}
