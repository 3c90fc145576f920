using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Architecture;

public sealed class FolderTests
{
    private static readonly string[] Capabilities =
    [
        "Customers", "Readings", "LineLoss", "Detection", "Planning", "Inspections", "Hazards", "Cases", "Evidence", "Tariffs",
        "MarketingAudit", "Training", "Publicity", "Service", "Indicators", "Access", "Trail",
    ];

    private static readonly Dictionary<string, string[]> Shared = new()
    {
        ["Domain"] = ["Units", "Common"],
        ["Analytics"] = [],
        ["Simulation"] = [],
        ["App"] = ["Storage"],
        ["Host"] = ["Shared"],
    };

    [Theory, InlineData("Domain"), InlineData("Analytics"), InlineData("Simulation"), InlineData("App"), InlineData("Host")]
    public void Every_folder_bears_the_name_of_a_capability(string project)
    {
        var folders = Source.Files($"src/Voltward.{project}").Select(f => Source.Name(f).Split('/')).Where(p => p.Length > 3).Select(p => p[2]).Distinct();
        Assert.Empty(folders.Except(Capabilities).Except(Shared[project]));
    }

    [Fact]
    public void Test_folders_repeat_the_products() => Assert.Empty(
        Source.Files("tests/Voltward.Tests").Select(f => Source.Name(f).Split('/')).Where(p => p.Length > 3).Select(p => p[2]).Distinct()
            .Except(Capabilities).Except(["Architecture", "Support", "Storage", "Units", "Common", "Shared"]));

    [Fact]
    public void Folders_are_at_most_two_deep() =>
        Assert.Empty(Source.Files("src").Select(Source.Name).Where(n => n.Split('/').Length > 5));

    [Fact]
    public void No_type_bears_the_name_of_a_capability_or_a_word_that_says_nothing()
    {
        string[] endings = ["Manager", "Util", "Utils", "Helper", "Helpers", "Processor", "Info", "Dto", "Impl"];
        var names = Source.Files("src").Select(f => (File: Source.Name(f), Type: Path.GetFileNameWithoutExtension(f).Split('.')[0]));
        Assert.Empty(names.Where(n => Capabilities.Contains(n.Type) || endings.Any(e => n.Type.EndsWith(e, StringComparison.Ordinal))));
    }
}
