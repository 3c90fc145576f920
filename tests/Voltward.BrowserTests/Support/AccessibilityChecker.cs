using Microsoft.Playwright;
using Xunit;

namespace Voltward.BrowserTests.Support;

/// <summary>axe-core, an independent checker of accessibility rules, run inside the page.</summary>
public sealed class AccessibilityChecker
{
    private readonly string _script;

    private AccessibilityChecker(string script) => _script = script;

    /// <summary>Reads it from the packages of the office's scripts; skips the test where they are not installed.</summary>
    public static async Task<AccessibilityChecker> LoadAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Voltward.slnx"))) root = root.Parent;
        var file = Path.Combine(root?.FullName ?? "", "src/Voltward.Host/web/node_modules/axe-core/axe.min.js");
        if (!File.Exists(file)) Assert.Skip("axe-core is not installed (npm ci in src/Voltward.Host/web).");
        return new AccessibilityChecker(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    /// <summary>What breaks the rules that bear one of the tags: rule and element.</summary>
    public async Task<string[]> RunAsync(IPage page, params string[] tags)
    {
        await page.EvaluateAsync(_script);
        return await page.EvaluateAsync<string[]>(
            """
            async tags => {
              const found = await axe.run({ runOnly: tags, resultTypes: ['violations'] })
              return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 120)}`))
            }
            """,
            tags);
    }
}
