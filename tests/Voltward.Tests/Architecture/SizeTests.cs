using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Architecture;

public sealed class SizeTests
{
    [Fact]
    public void No_file_has_more_than_300_lines() => Assert.Empty(
        ((string[])["src", "tests", "bench"]).SelectMany(Source.Files)
            .Select(f => (Name: Source.Name(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > 300)
            .Select(f => $"{f.Name}: {f.Lines}"));
}
