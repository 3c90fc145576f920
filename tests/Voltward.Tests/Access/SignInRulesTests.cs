using CsCheck;
using Voltward.Domain.Access;
using Xunit;

namespace Voltward.Tests.Access;

public sealed class SignInRulesTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(10, 32)]
    [InlineData(11, 60)]
    [InlineData(500, 60)]
    public void An_account_rests_longer_after_each_failure_beyond_the_fourth(long failures, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), SignInRules.Rest(failures));

    [Theory]
    [InlineData("Short-1a", "access.password-too-short")]
    [InlineData("chenzq-Grid-7", "access.password-holds-login")]
    [InlineData("Password2026!", "access.password-too-common")]
    [InlineData("P@ssw0rd2026", "access.password-too-common")]
    [InlineData("onlylowercase", "access.password-too-common")]
    [InlineData("Aa1!Aa1!Aa1!", "access.password-too-common")]
    [InlineData("Voltward#2026", "access.password-too-common")]
    public void A_weak_password_is_refused(string password, string code) =>
        Assert.Equal(code, SignInRules.Refuse(password, "chenzq", isOld: false)!.Code);

    [Theory]
    [InlineData("Tidal-Crane-48")]
    [InlineData("a plain sentence of twenty and more")]
    [InlineData("这是一句足够长的中文口令用来登录系统查看台区线损")]
    public void A_good_password_is_taken(string password) => Assert.Null(SignInRules.Refuse(password, "chenzq", isOld: false));

    [Fact]
    public void The_password_in_use_is_not_a_new_one() =>
        Assert.Equal("access.password-unchanged", SignInRules.Refuse("Tidal-Crane-48", "chenzq", isOld: true)!.Code);

    [Fact]
    public void Administering_standing_outside_and_working_are_three_kinds_of_people() =>
        Gen.Enum<Role>().HashSet[1, 4].Sample(set =>
        {
            var roles = set.ToHashSet();
            var alone = roles.Contains(Role.System) || (roles.Count > 1 && roles.Overlaps([Role.SystemAdministrator, Role.Authority, Role.Customer]));
            Assert.Equal(alone, Roles.Together(roles) is not null);
        });

    [Fact]
    public void Every_role_has_a_word_in_both_languages() => Assert.All(
        Enum.GetValues<Role>(),
        role => Assert.True(Roles.Name(role).Zh.Length > 0 && Roles.Name(role).En.Length > 0));
}
