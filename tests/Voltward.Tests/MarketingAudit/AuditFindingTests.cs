using System.Text;
using Voltward.App.MarketingAudit;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.MarketingAudit;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;
using static Voltward.Tests.Service.Tips;

namespace Voltward.Tests.MarketingAudit;

public sealed class AuditFindingTests
{
    private const string Header = "topic,customer,area,facts,from,to,wanted,due\n";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_finding_goes_from_open_over_the_visit_to_closed_by_another_person(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        var findingNo = Ok(await RecordAsync(town, Header + "电价执行,1001,,\"夜间用电,像商业\",2026-08-01,2026-10-31,核对用电性质,2026-11-29\n"))[0];
        var close = town.Use<CloseAuditFinding>();
        Assert.Equal("audit.step-out-of-order", Refused(await close.RunAsync(new(findingNo, AuditResult.Real, "x"), Auditor, Stop)));
        var order = await PlannedAsync(town, "1001");
        Assert.Equal("audit.visit-planned", Refused(await close.RunAsync(new(findingNo, AuditResult.Withdrawn, "x"), Auditor, Stop)));
        await VisitAsync(town, order.OrderNo, "1001", "visit-0001");
        var row = (await town.Use<AuditFindingList>().FindAsync(findingNo, Auditor, Stop))!;
        Assert.Equal(("answered", order.OrderNo, "夜间用电,像商业", new DateOnly(2026, 8, 1)), (row.State, row.AnsweredByOrder, row.Facts, row.PeriodFrom));
        Assert.Equal("access.role-missing", Refused(await close.RunAsync(new(findingNo, AuditResult.Real, "x"), Manager, Stop)));
        Assert.Equal("audit.own-visit", Refused(await close.RunAsync(new(findingNo, AuditResult.Real, "x"), Person(order.Inspectors[0], Role.Auditor), Stop)));
        Assert.Equal("audit.own-visit", Refused(await close.RunAsync(new(findingNo, AuditResult.Real, "x"), Person(order.Inspectors[1], Role.Auditor), Stop)));
        Assert.Equal("audit.text-unfit", Refused(await close.RunAsync(new(findingNo, AuditResult.Real, " "), Auditor, Stop)));
        Ok(await close.RunAsync(new(findingNo, AuditResult.FalseAlarm, "确为居民自用"), Auditor, Stop));
        Assert.Equal(("closed", "false-alarm"), ((await town.Use<AuditFindingList>().FindAsync(findingNo, Auditor, Stop))!.State, (await town.Use<AuditFindingList>().FindAsync(findingNo, Auditor, Stop))!.Result));
    }

    [Theory]
    [InlineData("topic,customer\n", "audit.file-unfit", "area")]
    [InlineData("", "audit.file-unfit", null)]
    [InlineData(Header, "audit.file-unfit", null)]
    [InlineData(Header + "电价,1001,,事实,,,核对,2026-11-29\n电价,9999,,事实,,,核对,2026-11-29\n", "audit.subject-unknown", "3:customer")]
    [InlineData(Header + "电价,1001,T1,事实,,,核对,2026-11-29\n", "audit.one-subject", "2:customer")]
    [InlineData(Header + "电价,1001,,事实,2026-10-01,2026-09-01,核对,2026-11-29\n", "audit.period-turned", "2:to")]
    [InlineData(Header + "电价,1001,,事实,十月,,核对,2026-11-29\n", "audit.day-unreadable", "2:from")]
    [InlineData(Header + "电价,1001,,事实,,,核对,2026-11-01\n", "audit.due-past", "2:due")]
    [InlineData(Header + "\"两行\n主题\",1001,,事实,,,核对,2026-11-29\n,1001,,事实,,,核对,2026-11-29\n", "audit.text-unfit", "4:topic")]
    [InlineData(Header + "电价,1001,,事实,,,核实举报,2026-11-29\n", "evidence.names-a-tip", "2:wanted")]
    public async Task A_bad_row_is_named_by_line_and_column_and_nothing_is_imported(string file, string code, string? where)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        var outcome = await RecordAsync(town, file);
        Assert.Equal((code, where), (outcome.Problem?.Code, outcome.Problem?.Where));
        Assert.Equal(0, await CountAsync(town, "select count(*) from audit_finding"));
    }

    [Fact]
    public async Task A_file_of_a_spreadsheet_in_GB18030_is_read()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var entries = Ok(AuditFile.Read(Encoding.GetEncoding("GB18030").GetBytes("topic,customer,area,facts,from,to,wanted,due\r\n电价执行,1001,,事实,,,核对,2026/11/29\r\n")));
        Assert.Equal("电价执行", Assert.Single(entries).Finding.Topic);
        Assert.Single(Ok(await town.Use<RecordAuditFindings>().RunAsync(entries, Auditor, Stop)));
    }

    [Fact]
    public async Task Before_a_visit_an_auditor_takes_a_finding_back_and_crews_do_not_read_the_register()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        var findingNo = Ok(await RecordAsync(town, Header + "电价,1001,,事实,,,核对,2026-11-29\n"))[0];
        Assert.Equal("access.role-missing", Refused(await town.Use<RecordAuditFindings>().RunAsync([], Planner, Stop)));
        Assert.Equal(0, (await town.Use<AuditFindingList>().RunAsync(ListRequest.All, Inspector(1), Stop)).Total);
        Ok(await town.Use<CloseAuditFinding>().RunAsync(new(findingNo, AuditResult.Withdrawn, "登记有误"), Auditor, Stop));
        Assert.Equal("audit.step-out-of-order", Refused(await town.Use<CloseAuditFinding>().RunAsync(new(findingNo, AuditResult.Withdrawn, "x"), Auditor, Stop)));
    }

    private static async Task<Domain.Common.Outcome<IReadOnlyList<string>>> RecordAsync(FlowTown town, string file) =>
        AuditFile.Read(Encoding.UTF8.GetBytes(file)).Succeeded(out var entries, out var problem) ? await town.Use<RecordAuditFindings>().RunAsync(entries, Auditor, Stop) : problem;
}
