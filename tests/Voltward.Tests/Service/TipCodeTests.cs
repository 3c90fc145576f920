using Voltward.Domain.Service;
using Xunit;

namespace Voltward.Tests.Service;

public sealed class TipCodeTests
{
    private static readonly int[] Drawn = [5, 0, 30, 17, 2, 2, 9, 28, 11, 30, 1, 7, 22, 14, 3, 19, 25, 6, 8];

    [Fact]
    public void A_code_has_ninety_four_bits_and_is_read_however_it_is_typed()
    {
        var code = TipCode.Write(Drawn);
        Assert.Equal(24, code.Length);
        Assert.True(Math.Log2(Math.Pow(TipCode.Signs.Length, TipCode.Drawn)) > 90);
        var plain = code.Replace("-", "", StringComparison.Ordinal);
        foreach (var typed in (string[])[code, plain, code.ToLowerInvariant(), $" {code.Replace('-', ' ')} ", string.Concat(plain.Select(c => (char)(c + 0xFEE0)))]) Assert.Equal(plain, TipCode.Read(typed));
    }

    [Fact]
    public void Every_single_wrong_sign_and_every_two_swapped_ones_are_found()
    {
        var plain = TipCode.Read(TipCode.Write(Drawn))!;
        for (var i = 0; i < plain.Length; i++)
        {
            foreach (var sign in TipCode.Signs.Where(s => s != plain[i])) Assert.Null(TipCode.Read(plain[..i] + sign + plain[(i + 1)..]));
            for (var j = i + 1; j < plain.Length; j++)
            {
                if (plain[i] == plain[j]) continue;
                var swapped = plain.ToCharArray();
                (swapped[i], swapped[j]) = (swapped[j], swapped[i]);
                Assert.Null(TipCode.Read(new string(swapped)));
            }
        }
    }

    [Theory, InlineData(""), InlineData("7KQM"), InlineData("0000-1111-0000-1111-IIII"), InlineData("';drop table tip_off;--")]
    public void What_is_no_code_is_none(string typed) => Assert.Null(TipCode.Read(typed));

    [Fact]
    public void Every_state_has_its_way_on_and_an_end_has_none()
    {
        foreach (var end in (TipState[])[TipState.Refused, TipState.Duplicate, TipState.PassedOn, TipState.Visited])
        {
            foreach (var happened in Enum.GetValues<TipEvent>()) Assert.NotNull(TipStates.Next(end, happened).Problem);
        }

        Assert.Null(TipStates.Next(TipState.Accepted, TipEvent.Visit).Problem);
        Assert.NotNull(TipStates.Next(TipState.Received, TipEvent.Visit).Problem);
        Assert.NotNull(TipStates.Next(TipState.Accepted, TipEvent.Accept).Problem);
    }
}
