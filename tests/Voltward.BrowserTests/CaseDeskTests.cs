using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Voltward.App.Access;
using Voltward.App.Cases;
using Voltward.App.Evidence;
using Voltward.App.Storage;
using Voltward.BrowserTests.Support;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Evidence;
using Voltward.Tests.Cases;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>The desk around cases, the authority's space and the customer's own case, as a browser shows them.</summary>
public sealed class CaseDeskTests(Served served)
{
    private static readonly string? Shots = Environment.GetEnvironmentVariable("VOLTWARD_SHOTS") is { Length: > 0 } folder ? folder : null;

    [Fact]
    public async Task Every_page_of_the_desk_is_accessible_fits_a_phone_and_draws_no_complaint()
    {
        served.Need();
        await using var desk = await DeskFolder.MakeAsync();
        var checker = await AccessibilityChecker.LoadAsync();
        (string Login, string[] Pages)[] all =
        [
            ("guanli", ["/approvals", "/clocks", "/law", "/law?grade=open", "/exhibits", "/grants", $"/cases/{desk.CaseNo}", "/more"]), ("hecha", [$"/cases/{desk.CaseNo}"]), ("zhixing", [$"/cases/{desk.CaseNo}"]),
            ("jiguan", ["/authority", $"/authority/{desk.HandoverNo}"]), ("kehu", ["/my", $"/my/cases/{desk.CaseNo}"]),
        ];
        foreach (var (login, pages) in all)
        {
            await using var window = await served.OpenAsync(login, desk.Program);
            foreach (var address in pages) await LookAsync(window, checker, login, address);
        }
    }

    [Fact]
    public async Task Outsiders_see_their_own_space_and_the_company_not_theirs()
    {
        served.Need();
        await using var desk = await DeskFolder.MakeAsync();
        foreach (var login in (string[])["jiguan", "kehu"])
        {
            await using var window = await served.OpenAsync(login, desk.Program);
            foreach (var address in (string[])["/customers", "/cases", $"/cases/{desk.CaseNo}", "/leads", "/people", "/trail", "/search?q=1001", "/more", "/api/cases", $"/documents/{desk.DocumentId}", $"/cases/{desk.CaseNo}/bundle", login == "kehu" ? "/authority" : "/my"])
            {
                var answer = await window.Page.APIRequest.GetAsync(desk.Program.Address + address);
                Assert.True(answer.Status is 404 or 403, $"{login} {address}: {answer.Status}");
            }
        }

        await using var company = await served.OpenAsync("guanli", desk.Program);
        foreach (var address in (string[])["/authority", $"/authority/{desk.HandoverNo}", $"/api/authority/handovers/{desk.HandoverNo}/package", "/my", $"/my/cases/{desk.CaseNo}"])
        {
            Assert.Equal(403, (await company.Page.APIRequest.GetAsync(desk.Program.Address + address)).Status);
        }
    }

    [Fact]
    public async Task A_customer_tries_a_figure_contests_a_line_and_the_authority_decides_without_the_company_reading_it()
    {
        served.Need();
        await using var desk = await DeskFolder.MakeAsync();
        await using (var window = await served.OpenAsync("kehu", desk.Program))
        {
            var page = window.Page;
            await page.GotoAsync($"/my/cases/{desk.CaseNo}");
            await page.Locator("[name='fact.conductFrom']").FillAsync("2026-09-01");
            await page.GetByRole(AriaRole.Button, new() { Name = "试算", Exact = true }).ClickAsync();
            await page.Locator(".trial").GetByText("→ 455.4").First.WaitForAsync();
            await page.Locator("#contest [name=reason]").FillAsync("设备九月才装");
            await page.GetByRole(AriaRole.Button, new() { Name = "提出异议" }).ClickAsync();
            await page.Locator(".head .state").GetByText("异议中").WaitForAsync();
            Assert.Empty(Complaints(window));
        }

        await using (var window = await served.OpenAsync("jiguan", desk.Program))
        {
            var page = window.Page;
            await page.GotoAsync($"/authority/{desk.HandoverNo}");
            await page.GetByLabel("回执号").FillAsync("回执 7");
            await page.GetByRole(AriaRole.Button, new() { Name = "接收并出具回执" }).ClickAsync();
            await page.GetByLabel("文号").FillAsync("罚字 7");
            await page.GetByLabel("罚款（元）").FillAsync("4321.09");
            await page.GetByLabel("决定内容").FillAsync("处以罚款");
            await page.GetByRole(AriaRole.Button, new() { Name = "作出决定" }).ClickAsync();
            await page.GetByText("4,321.09").WaitForAsync();
        }

        await using var company = await served.OpenAsync("zhixing", desk.Program);
        await company.Page.GotoAsync($"/cases/{desk.CaseNo}");
        var text = await company.Page.Locator("main").InnerTextAsync();
        Assert.Contains("已作出决定", text, StringComparison.Ordinal);
        Assert.DoesNotContain("4,321.09", text, StringComparison.Ordinal);
        Assert.DoesNotContain("罚字", text, StringComparison.Ordinal);
    }

    /// <summary>What a customer does at home: the bundle and the verifier on the disk, no network.</summary>
    [Fact]
    public async Task The_verifier_opened_from_the_disk_without_a_network_accepts_the_bundle_and_refuses_a_changed_one()
    {
        served.Need();
        await using var desk = await DeskFolder.MakeAsync();
        var folder = Directory.CreateTempSubdirectory("voltward-home-").FullName;
        var (bundle, verifier, changed) = (Path.Combine(folder, "bundle.zip"), Path.Combine(folder, "verify.html"), Path.Combine(folder, "changed.zip"));
        await using (var window = await served.OpenAsync("kehu", desk.Program))
        {
            await File.WriteAllBytesAsync(bundle, await (await window.Page.APIRequest.GetAsync($"{desk.Program.Address}/my/cases/{desk.CaseNo}/bundle")).BodyAsync());
            await File.WriteAllBytesAsync(verifier, await (await window.Page.APIRequest.GetAsync($"{desk.Program.Address}/verify.html")).BodyAsync());
        }

        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(changed, bytes);
        await using var context = await served.Browser.NewContextAsync(new() { Offline = true });
        var page = await context.NewPageAsync();
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        await page.GotoAsync("file://" + verifier);
        await page.SetInputFilesAsync("#file", bundle);
        await page.GetByText("有效：").WaitForAsync(new() { Timeout = 60_000 });
        if (Shots is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Shots, "verify.png"), FullPage = true });
        await page.SetInputFilesAsync("#file", changed);
        await page.GetByText("无效。").WaitForAsync(new() { Timeout = 60_000 });
        Assert.All(asked, url => Assert.StartsWith("file://", url, StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task LookAsync(Window window, AccessibilityChecker checker, string login, string address)
    {
        var page = window.Page;
        foreach (var (width, height, language) in (IEnumerable<(int, int, string)>)[(1440, 900, "en"), (360, 640, "en"), (1440, 900, "zh"), (360, 640, "zh")])
        {
            await page.SetViewportSizeAsync(width, height);
            await page.GotoAsync(address + (address.Contains('?', StringComparison.Ordinal) ? "&lang=" : "?lang=") + language);
            var over = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(over <= 0, $"{address} is {over} px too wide at {width} in {language}: {(over > 0 ? await page.EvaluateAsync<string>(Widest) : "")}");
            if (Shots is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Shots, $"{login}{address.Replace('/', '-').Replace('?', '-')}-{language}-{width}.png"), FullPage = true });
        }

        foreach (var colours in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            await page.GotoAsync(address);
            var wrong = await checker.RunAsync(page, "wcag2a", "wcag2aa", "wcag22aa", "best-practice");
            Assert.True(wrong.Length == 0, $"{login} {address} {colours}: {string.Join(" | ", wrong)}");
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        Assert.True(!Complaints(window).Any(), $"{address}: {string.Join("; ", Complaints(window))}");
    }

    private const string Widest =
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth).slice(0, 6).map(e => e.outerHTML.slice(0, 120)).join(' | ')";

    /// <summary>The sample photo has four bytes and is no picture: that it cannot be shown is no complaint.</summary>
    private static IEnumerable<string> Complaints(Window window) => window.Complaints.Where(c => !c.Contains("415", StringComparison.Ordinal));

    /// <summary>A data folder with a served theft case, a sealed exhibit, a hand-over, a customer's account and the people of a demonstration.</summary>
    private sealed class DeskFolder(string folder, ServedFolder program) : IAsyncDisposable
    {
        public ServedFolder Program { get; } = program;

        public string CaseNo { get; private init; } = "";

        public string HandoverNo { get; private init; } = "";

        public string DocumentId { get; private init; } = "";

        public static async Task<DeskFolder> MakeAsync()
        {
            await using var town = await FlowTown.OpenAsync(Engine.Sqlite);
            var stop = TestContext.Current.CancellationToken;
            var caseNo = await FlowSteps.ServedAsync(town, "1001");
            FlowTown.Ok(await town.Use<SealExhibit>().RunAsync(new(caseNo, "meter", "电能表 M1001", true, ExhibitObtained.Removed, null, new("D-001", "FH-0001", "城东所物证柜", "王社区"), Records.Picture), FlowTown.Inspector(1), stop));
            var sent = FlowTown.Ok(await town.Use<HandOverCase>().RunAsync(new(caseNo, Addressee.Administration, "示范市电力管理部门", "涉嫌窃电"), FlowSteps.Shangji, stop));
            FlowTown.Ok(await town.Use<CustomerSide>().AddLaboratoryAsync(new("L1", "示范市计量测试所", "(豫)法计 1 号", "示范市", new(2026, 1, 1), new(2030, 1, 1)), FlowTown.Manager, stop));
            FlowTown.Ok(await new DemoPeople(town.Store.Database).RunAsync(Actor.System, stop));
            FlowTown.Ok(await town.Use<CustomerSide>().LinkAsync("demo-kehu", "1001", Actor.System, stop));
            var document = (await town.Use<CasePage>().RunAsync(caseNo, Actor.System, stop))!.Documents[0].DocumentId;
            var folder = Directory.CreateTempSubdirectory("voltward-desk-").FullName;
            Copy(town.Store.Folder, folder);
            return new(folder, await ServedFolder.StartAsync(folder)) { CaseNo = caseNo, HandoverNo = sent.HandoverNo, DocumentId = document };
        }

        public async ValueTask DisposeAsync()
        {
            await Program.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        private static void Copy(DataFolder from, string to)
        {
            foreach (var path in Directory.GetDirectories(from.Root, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(path.Replace(from.Root, to, StringComparison.Ordinal));
            foreach (var file in Directory.GetFiles(from.Root, "*", SearchOption.AllDirectories).Where(f => !f.Contains("voltward.db", StringComparison.Ordinal) && !f.EndsWith("log.lock", StringComparison.Ordinal)))
                File.Copy(file, file.Replace(from.Root, to, StringComparison.Ordinal));
            using var source = new SqliteConnection($"Data Source={from.DatabaseFile}");
            using var target = new SqliteConnection($"Data Source={Path.Combine(to, "voltward.db")};Pooling=False");
            source.Open();
            target.Open();
            source.BackupDatabase(target);
        }
    }
}
