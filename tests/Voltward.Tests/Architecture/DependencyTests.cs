using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Architecture;

public sealed partial class DependencyTests
{
    private static readonly Assembly Domain = typeof(Problem).Assembly;

    /// <summary>Read from the project files: a reference that only gave a constant leaves no trace in the compiled file.</summary>
    [Theory]
    [InlineData("Domain", "")]
    [InlineData("Analytics", "Domain")]
    [InlineData("Simulation", "Domain")]
    [InlineData("App", "Analytics Domain")]
    [InlineData("Host", "App Simulation Verify")]
    [InlineData("Verify", "")]
    public void Project_knows_only(string project, string allowed) =>
        Assert.Equal(allowed, string.Join(' ', XDocument.Load(Golden.Root($"src/Voltward.{project}/Voltward.{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)["Voltward.".Length..])
            .Order()));

    [Fact]
    public void There_are_no_other_projects() =>
        Assert.Equal(
            ["Analytics", "App", "Domain", "Host", "Simulation", "Verify"],
            Directory.GetFiles(Golden.Root("src"), "*.csproj", SearchOption.AllDirectories)
                .Select(f => Path.GetFileNameWithoutExtension(f)["Voltward.".Length..]).Order());

    [Theory, InlineData("Domain"), InlineData("Verify")]
    public void Has_no_packages(string project) =>
        Assert.Empty(XDocument.Load(Golden.Root($"src/Voltward.{project}/Voltward.{project}.csproj")).Descendants("PackageReference"));

    /// <summary>Whoever doubts us builds the verifier alone; nothing of ours may speak for us in it.</summary>
    [Fact]
    public void Verify_knows_nothing_of_ours() => Assert.DoesNotContain(
        typeof(Verify.Program).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith("Voltward", StringComparison.OrdinalIgnoreCase) || !a.Name.StartsWith("System.", StringComparison.Ordinal));

    [Fact]
    public void Domain_uses_only_the_runtime() =>
        Assert.Empty(Domain.GetReferencedAssemblies().Select(a => a.Name!)
            .Except(["System.Runtime", "System.Linq", "System.Collections", "System.Collections.Immutable", "System.Memory", "System.Text.RegularExpressions", "System.Security.Cryptography"]));

    [Fact]
    public void App_knows_nothing_of_the_web() =>
        Assert.DoesNotContain(typeof(Database).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Domain_has_no_mutable_types()
    {
        var settable = Domain.GetExportedTypes()
            .Where(t => !t.IsEnum)
            .SelectMany(t => t.GetProperties())
            .Where(p => p.SetMethod is { IsPublic: true } set
                && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}");
        Assert.Empty(settable);
    }

    /// <summary>Customers, Readings, Access, Trail and Evidence serve everybody; the others meet only where it is written here.</summary>
    [Fact]
    public void Capabilities_meet_only_where_allowed()
    {
        string[] open = ["Customers", "Readings", "Access", "Trail", "Evidence", "Storage", "Common", "Units"];
        Dictionary<string, string[]> allowed = new()
        {
            ["LineLoss"] = ["Detection"],
            ["Detection"] = ["LineLoss", "Inspections"],
            ["Planning"] = ["Detection", "Inspections", "Hazards"],
            ["Inspections"] = ["Planning", "Hazards", "Detection", "Cases"],
            ["Hazards"] = ["Inspections", "Planning"],
            ["Cases"] = ["Inspections", "Tariffs", "LineLoss"],  // a closed case is proved by the loss of its area
            ["Customers"] = ["Inspections", "Cases", "Detection"],
            ["Readings"] = [],
            ["Evidence"] = ["Cases", "Inspections"],         // one module registers every printed document
            ["Tariffs"] = ["Cases"],
            ["Service"] = ["Inspections"],                   // a tip waits for the order that is under way
            ["MarketingAudit"] = [],
        };
        var breaches = from project in (string[])["Domain", "Analytics", "App"]
                       from file in Source.Files($"src/Voltward.{project}")
                       let capability = Source.Name(file).Split('/')[2]
                       where allowed.ContainsKey(capability)
                       from Match use in UsedCapability().Matches(Source.Code(file))
                       let used = use.Groups[1].Value
                       where used != capability && !open.Contains(used) && !allowed[capability].Contains(used)
                       select $"{Source.Name(file)} uses {used}";
        Assert.Empty(breaches.Distinct());
    }

    [GeneratedRegex(@"using Voltward\.(?:Domain|Analytics|App)\.([A-Z][A-Za-z]+)")]
    private static partial Regex UsedCapability();
}
