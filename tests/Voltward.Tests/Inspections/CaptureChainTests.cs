using CsCheck;
using Voltward.Domain.Inspections;
using Xunit;

namespace Voltward.Tests.Inspections;

public sealed class CaptureChainTests
{
    private static readonly HashSet<string> None = [];

    [Fact]
    public void A_whole_chain_has_no_fault_in_whatever_order_it_came() =>
        Gen.Shuffle(Chain(6)).Sample(links => Assert.Empty(CaptureChain.Check(links, None)), iter: 50, seed: "0000KL6hEaP1");

    [Fact]
    public void Records_that_never_came_are_named_by_number()
    {
        var links = Chain(7).Where(l => l.Seq is not (2 or 3 or 6)).ToList();
        Assert.Equal([new(ChainFault.Missing, 2, 3), new(ChainFault.Missing, 6, 6)], CaptureChain.Check(links, None));
        Assert.Equal([new(ChainFault.Missing, 1, 6)], CaptureChain.Check(Chain(7).Skip(6), None));
    }

    [Fact]
    public void A_record_that_names_another_predecessor_breaks_the_chain_unless_that_one_is_kept_beside()
    {
        var links = Chain(4).Select(l => l.Seq == 3 ? l with { PrevSha256 = "other" } : l).ToList();
        Assert.Equal([new(ChainFault.Broken, 3, 3)], CaptureChain.Check(links, None));
        Assert.Empty(CaptureChain.Check(links, new HashSet<string> { "other" }));
        Assert.Equal([new(ChainFault.Broken, 1, 1)], CaptureChain.Check([new(1, "x", "h1")], None));
    }

    [Fact]
    public void Two_records_of_one_number_are_a_fork()
    {
        ChainLink[] links = [.. Chain(3), new(2, "h1", "h2-other")];
        Assert.Equal([new(ChainFault.Forked, 2, 2)], CaptureChain.Check(links, None));
        // The same record twice is no fork.
        Assert.Empty(CaptureChain.Check([.. Chain(3), new(2, "h1", "h2")], None));
    }

    private static ChainLink[] Chain(int length) => [.. Enumerable.Range(1, length).Select(n => new ChainLink(n, n == 1 ? null : $"h{n - 1}", $"h{n}"))];
}
