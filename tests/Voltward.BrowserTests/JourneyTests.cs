using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Voltward.App.Access;
using Voltward.App.Storage;
using Voltward.BrowserTests.Support;
using Voltward.Domain.Access;
using Voltward.Simulation.Readings;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>The way from files to a closed case, in the browser alone: every step by the person whose duty it is.</summary>
public sealed partial class JourneyTests(Served served)
{
    [Fact]
    public async Task From_files_to_a_closed_case_by_the_people_whose_duty_each_step_is()
    {
        served.Need();
        var root = Directory.CreateTempSubdirectory("voltward-journey-").FullName;
        try
        {
            SyntheticUtility.Write(new SimulationOptions { Seed = 5, Customers = 120, Days = 50 }, Path.Combine(root, "company"), null, TestContext.Current.CancellationToken);
            var data = new DataFolder(Path.Combine(root, "data"));
            await using (var database = Database.Sqlite(data.DatabaseFile, TimeProvider.System))
            {
                await database.MigrateAsync(TestContext.Current.CancellationToken);
                await new DemoPeople(database).RunAsync(Actor.System, TestContext.Current.CancellationToken);
            }

            await using var program = await ServedFolder.StartAsync(data.Root);
            await using var office = new Office(served, program);
            try
            {
                await WalkAsync(office, Directory.GetFiles(Path.Combine(root, "company", "files")));
            }
            catch (TimeoutException late)
            {
                Assert.Fail($"{late.Message}\n{late.StackTrace}\n{await office.SeenAsync()}");
            }

            Assert.Empty(office.Complaints);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task WalkAsync(Office office, string[] files)
    {
        await ImportAsync(await office.AsAsync("fenxi"), files);
        var lead = await AnalyseAsync(await office.AsAsync("fenxi"));
        var order = await OrderAsync(office, lead);
        await PlanAsync(office);
        var visit = await VisitAsync(office, order);
        var caseAddress = await FindAsync(office, visit);
        await SettleAsync(office, caseAddress);
        await NoticeAsync(office, caseAddress, lead.Customer);
        await CollectAsync(office, caseAddress);
    }

    /// <summary>A dry run writes nothing; the load brings in what the dry run counted; the same files again change nothing.</summary>
    private static async Task ImportAsync(IPage page, string[] files)
    {
        await JudgeAsync(page, files);
        var judged = await page.Locator(".strip").Last.InnerTextAsync();
        Assert.Contains("将载入", judged, StringComparison.Ordinal);
        await page.GotoAsync("/customers");
        Assert.Contains("还没有", await page.Locator("main .empty").InnerTextAsync(), StringComparison.Ordinal);

        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "正式载入" }).ClickAsync();
        await page.GetByText("导入完成。").WaitForAsync();
        Assert.Equal(Figures(judged), Figures(await page.Locator(".strip").Last.InnerTextAsync()));
        await page.GotoAsync("/customers");
        Assert.Contains("共 120 条", await page.Locator(".list-tools").InnerTextAsync(), StringComparison.Ordinal);

        await JudgeAsync(page, files);
        Assert.Contains("将载入\n0", await page.Locator(".strip").Last.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "正式载入" }).CountAsync());
    }

    private static async Task JudgeAsync(IPage page, string[] files)
    {
        await page.GotoAsync("/import");
        await page.GetByLabel("导入方案").SelectOptionAsync("company");
        await page.Locator("input[type=file]").SetInputFilesAsync(files);
        await page.GetByRole(AriaRole.Button, new() { Name = "核对文件" }).ClickAsync();
        await page.GetByText("核对完成，尚未写入任何数据。").WaitForAsync();
    }

    private static async Task<(string Address, string Customer)> AnalyseAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "开始分析" }).ClickAsync();
        await page.GetByText("分析截至").WaitForAsync();

        await page.GotoAsync("/losses");
        await page.Locator("tbody tr .leads a").First.ClickAsync();
        await page.Locator(".chart canvas").First.WaitForAsync();

        await page.GotoAsync("/leads");
        await page.Locator("tbody tr").First.Locator("td").Nth(3).ClickAsync();
        await page.WaitForURLAsync("**/leads/*");
        Assert.NotEqual(0, await page.Locator(".reasons li").CountAsync());
        Assert.NotEqual(0, await page.Locator(".clears li").CountAsync());
        return (new Uri(page.Url).AbsolutePath, await page.Locator(".head .no").InnerTextAsync());
    }

    private static async Task<string> OrderAsync(Office office, (string Address, string Customer) lead)
    {
        var page = await office.AsAsync("paigong");
        await page.GotoAsync(lead.Address);
        await page.GetByRole(AriaRole.Button, new() { Name = "开工作单" }).ClickAsync();
        await page.WaitForURLAsync("**/orders/GD-*");
        var order = new Uri(page.Url).AbsolutePath;
        await page.Locator("select[name=Crew]").SelectOptionAsync("C1");
        await page.Locator("input[name=On]").FillAsync(Today);
        await page.GetByRole(AriaRole.Button, new() { Name = "派给该班组" }).ClickAsync();
        await page.GetByText("检查一班", new() { Exact = true }).First.WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "审批通过" }).CountAsync());

        page = await office.AsAsync("guanli");
        await page.GotoAsync(order);
        await TakeAsync(page, "审批通过");
        await page.Locator(".head .state").GetByText("已审批").WaitForAsync();
        return order;
    }

    /// <summary>The week is planned by one and approved by another.</summary>
    private static async Task PlanAsync(Office office)
    {
        var page = await office.AsAsync("paigong");
        // Of a week under way only the days left are planned, and on a Sunday there are none.
        var week = $"/plan?week={Domain.Planning.PlanWeek.Of(App.Storage.CompanyTime.Day(TimeProvider.System.GetUtcNow().AddDays(7)))}";
        await page.GotoAsync(week);
        await page.GetByRole(AriaRole.Button, new() { Name = "编制计划" }).ClickAsync();
        await page.Locator(".strip").GetByText("再多一个班组日的价值").WaitForAsync();
        page = await office.AsAsync("guanli");
        await page.GotoAsync(week);
        await TakeAsync(page, "审批整个计划");
        await page.Locator(".strip .state").GetByText("已审批").WaitForAsync();
        Assert.NotEqual(0, await page.Locator(".board [data-order]").CountAsync());
    }

    /// <summary>Two inspectors, each with the own account; the record with photos; the review by a third.</summary>
    private static async Task<string> VisitAsync(Office office, string order)
    {
        var page = await office.AsAsync("jiancha1");
        await page.GotoAsync(order);
        await page.GetByRole(AriaRole.Button, new() { Name = "开始检查" }).ClickAsync();
        await page.WaitForURLAsync("**/record");
        var second = await office.AsAsync("jiancha2");
        await second.GotoAsync(page.Url);
        await second.GetByRole(AriaRole.Button, new() { Name = "签到" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "已出示证件并说明来意" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "两人已确认安全措施" }).ClickAsync();
        await page.WaitForFunctionAsync("document.querySelectorAll('.steps .is-done').length === 3");
        await RecordAsync(page);
        await TakeAsync(page, "提交检查记录");
        await page.WaitForURLAsync(new Regex("/visits/[0-9a-f]+$"));
        var visit = new Uri(page.Url).AbsolutePath;
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "审核通过" }).CountAsync());

        page = await office.AsAsync("shenhe");
        await page.GotoAsync(visit);
        await TakeAsync(page, "审核通过");
        await page.Locator(".head .state").GetByText("审核通过").WaitForAsync();
        return visit;
    }

    private static async Task RecordAsync(IPage page)
    {
        foreach (var item in await page.Locator("fieldset.item").AllAsync())
        {
            var theft = (await item.Locator("legend code").InnerTextAsync()) is "M2" or "L6";
            await item.GetByLabel(theft ? "不合格" : "合格", new() { Exact = true }).CheckAsync();
            if (theft) await item.GetByLabel("说明").FillAsync("表前私接一相，绕越电能表");
            foreach (var value in await item.Locator("input[type=number]").AllAsync()) await value.FillAsync("1");
        }

        var n = 0;
        foreach (var shot in await page.Locator("fieldset.item label.shot input").AllAsync())
        {
            var photo = await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg, Clip = new() { X = 80, Y = 60 + (2 * n), Width = 320, Height = 240 } });
            await shot.SetInputFilesAsync(new FilePayload { Name = $"photo{n++}.jpg", MimeType = "image/jpeg", Buffer = photo });
        }

        await page.GetByLabel("在场人").FillAsync("客户本人");
        await page.GetByLabel("已签收").CheckAsync();
    }

    private static async Task<string> FindAsync(Office office, string visit)
    {
        var page = await office.AsAsync("jiancha1");
        await page.GotoAsync(visit);
        await page.Locator("select[name=kind]").SelectOptionAsync("Theft");
        await page.Locator("select[name=method]").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await page.GetByLabel("查明的事实").FillAsync("在供电企业的供电设施上私接一相，绕越电能表用电。");
        await TakeAsync(page, "登记结论");
        await page.Locator("table").GetByText("绕越电能表用电").First.WaitForAsync();

        page = await office.AsAsync("hecha");
        await page.GotoAsync(visit);
        await page.GetByRole(AriaRole.Button, new() { Name = "立案" }).ClickAsync();
        await page.WaitForURLAsync("**/cases/AJ-*");
        return new Uri(page.Url).AbsolutePath;
    }

    private static string Today => TimeProvider.System.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static List<string> Figures(string text) => [.. Number().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\d[\d,]*")]
    private static partial Regex Number();
}
