using Voltward.App.Cases;
using Voltward.App.Evidence;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Cases;

/// <summary>The customer's side: own cases only, others hidden, a line contested, a figure tried, a laboratory chosen, a debt paid in parts.</summary>
public sealed class MyCaseTests
{
    private static readonly Actor Own = Person("kehu", Role.Customer);
    private static readonly Actor Other = Person("linju", Role.Customer);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_customer_sees_the_own_case_and_nobody_elses(Engine engine)
    {
        await using var town = await TownAsync(engine);
        var caseNo = await FlowSteps.ServedAsync(town, "1001");
        Assert.Equal([caseNo], (await town.Use<MyCases>().RunAsync(Own, Stop)).Select(c => c.CaseNo));
        Assert.Empty(await town.Use<MyCases>().RunAsync(Other, Stop));
        Assert.Null(await town.Use<MyCases>().FindAsync(caseNo, Other, Stop));
        Assert.Null(await town.Use<MyCases>().FindAsync(caseNo, Person("kehu", Role.Executor), Stop));
        Assert.Equal("case.not-found", Refused(await town.Use<ContestMyCase>().RunAsync(new(caseNo, "x", "x"), Other, Stop)));
        Assert.Equal("case.not-found", Refused(await town.Use<TryMyCase>().RunAsync(caseNo, new Dictionary<string, string>(), Other, Stop)));
        Assert.Equal("case.not-found", Refused(await town.Use<ChooseLaboratory>().RunAsync(caseNo, "L1", Other, Stop)));
        Assert.Equal("case.not-found", Refused(await town.Use<WriteBundle>().RunAsync(caseNo, Stream.Null, Other, Stop)));
        var mine = (await town.Use<MyCases>().FindAsync(caseNo, Own, Stop))!;
        Assert.Equal(7, mine.Tests.Count);
        Assert.Equal(1420.32m, mine.Owed.Value);
        Assert.NotNull(mine.Settlement);
        Assert.Equal(["settlement-sheet", "theft-notice"], mine.Documents.Select(d => d.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Before_the_notice_is_served_no_figure_is_shown_and_other_people_never_are()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        await town.CustomerAsync("1002");
        await SetAsync(town, "update customer set name = '张邻居' where customer_no = '1002'");
        var caseNo = await FlowSteps.CalculatedAsync(town, "1001");
        await SetAsync(town, "update finding set description = '与邻户张邻居（户号 350012345678，电话 13900001111）的表箱相通，本户 1001 绕越接线，2026-11-08 停电核对'");
        var mine = (await town.Use<MyCases>().FindAsync(caseNo, Own, Stop))!;
        Assert.Null(mine.Settlement);
        Assert.Empty(mine.Documents);
        Assert.Equal("与邻户张**（户号 35**********，电话 13*********）的表箱相通，本户 1001 绕越接线，2026-11-08 停电核对", mine.Description);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_changed_figure_shows_what_it_would_do_and_changes_nothing(Engine engine)
    {
        await using var town = await TownAsync(engine);
        var caseNo = await FlowSteps.ServedAsync(town, "1001");
        var tried = Ok(await town.Use<TryMyCase>().RunAsync(caseNo, new Dictionary<string, string> { ["conductFrom"] = "2026-09-01", ["hoursPerDay"] = "6", ["secret"] = "1" }, Own, Stop));
        // 1.1 kW × 6 h × 100 days = 660 kWh; from September on 69 days = 455.4 kWh.
        Assert.Equal((660m, 455.4m), (tried.Before.Energy!.Value.Value, tried.After.Energy!.Value.Value));
        Assert.Equal(245.01m, tried.After.Due!.Charge.Amount.Value);
        Assert.Equal(660m, Ok(await town.Use<TryMyCase>().RunAsync(caseNo, new Dictionary<string, string> { ["price"] = "not a number" }, Own, Stop)).After.Energy!.Value.Value);
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(1, await look.ScalarAsync<long>("select count(*) from settlement"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_contested_line_stops_collection_and_shows_its_clock_and_answer(Engine engine)
    {
        await using var town = await TownAsync(engine);
        var caseNo = await FlowSteps.ServedAsync(town, "1001");
        Ok(await town.Use<ContestMyCase>().RunAsync(new(caseNo, "天数", "设备九月才装"), Own, Stop));
        Assert.Equal("case.step-out-of-order", Refused(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.PenaltyCharge, 1m, new(2026, 11, 26), "SJ1"), FlowSteps.Shoufei, Stop)));
        Assert.Contains((await town.Use<MyCases>().FindAsync(caseNo, Own, Stop))!.Clocks, c => c.Kind == ClockKind.DisputeAnswer);
        Ok(await town.Use<AnswerDispute>().RunAsync(new(caseNo, true, "开盖事件在八月"), FlowSteps.Fuyi, Stop));
        Assert.Equal("开盖事件在八月", (await town.Use<MyCases>().FindAsync(caseNo, Own, Stop))!.Disputes.Single().Answer);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_laboratory_is_chosen_among_those_in_force(Engine engine)
    {
        await using var town = await TownAsync(engine);
        var caseNo = await FlowSteps.ServedAsync(town, "1001");
        var side = town.Use<CustomerSide>();
        Ok(await side.AddLaboratoryAsync(new("L1", "示范市计量测试所", "(豫)法计 1 号", "示范市", new(2026, 1, 1), new(2027, 1, 1)), Manager, Stop));
        Ok(await side.AddLaboratoryAsync(new("L2", "过期检定所", "(豫)法计 2 号", "示范市", new(2020, 1, 1), new(2021, 1, 1)), Manager, Stop));
        Assert.Equal("access.role-missing", Refused(await side.AddLaboratoryAsync(new("L3", "x", "x", "x", new(2026, 1, 1), new(2027, 1, 1)), FlowSteps.Hecha, Stop)));
        Assert.Equal("case.laboratory-unknown", Refused(await town.Use<ChooseLaboratory>().RunAsync(caseNo, "L2", Own, Stop)));
        Ok(await town.Use<ChooseLaboratory>().RunAsync(caseNo, "L1", Own, Stop));
        var mine = (await town.Use<MyCases>().FindAsync(caseNo, Own, Stop))!;
        Assert.Equal(("L1", 1), (mine.Laboratory, mine.Laboratories.Count));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_plan_of_parts_that_is_kept_bars_a_cut_and_one_that_is_not_does_not(Engine engine)
    {
        await using var town = await TownAsync(engine);
        var caseNo = await FlowSteps.ServedAsync(town, "1001");
        var pay = town.Use<PayByInstalments>();
        var today = new DateOnly(2026, 11, 24);
        IReadOnlyList<Instalment> parts = [new(today.AddDays(10), Yuan.Rounded(500m)), new(today.AddDays(40), Yuan.Rounded(920.32m))];
        Assert.Equal("case.instalments-sum", Refused(await pay.AskAsync(new(caseNo, [parts[0], parts[1] with { Amount = Yuan.Rounded(920.31m) }], "x"), Own, Stop)));
        Assert.Equal("case.instalments-days", Refused(await pay.AskAsync(new(caseNo, [parts[1], parts[0]], "x"), Own, Stop)));
        Assert.Equal("case.instalments-parts", Refused(await pay.AskAsync(new(caseNo, [new(today.AddDays(1), Yuan.Rounded(1420.32m))], "x"), Own, Stop)));
        Ok(await pay.AskAsync(new(caseNo, parts, "经营困难"), Own, Stop));
        Assert.Equal("case.instalments-open", Refused(await pay.AskAsync(new(caseNo, parts, "经营困难"), Own, Stop)));
        Assert.Contains(await town.Use<ApprovalList>().RunAsync(Manager, Stop), w => w.Kind == "instalments" && w.Subject == caseNo);
        Ok(await pay.AnswerAsync(new(caseNo, true, "同意"), Manager, Stop));
        Assert.Equal("case.instalments-none", Refused(await pay.AnswerAsync(new(caseNo, true, "同意"), Manager, Stop)));

        var cut = Ok(await town.Use<ProposeInterruption>().RunAsync(new(caseNo, "1001", CutGround.BreachChargesUnpaid, "CN", "未交"), FlowSteps.Shangji, Stop));
        Assert.Contains(CutGate.NoKeptInstalments, await MissingAsync(town, cut));
        town.Clock.Advance(TimeSpan.FromDays(12));
        Assert.DoesNotContain(CutGate.NoKeptInstalments, await MissingAsync(town, cut));
        Ok(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.PenaltyCharge, 500m, today.AddDays(12), "SJ1"), FlowSteps.Shoufei, Stop));
        Assert.Contains(CutGate.NoKeptInstalments, await MissingAsync(town, cut));

        Ok(await town.Use<ContestMyCase>().RunAsync(new(caseNo, "energy", "电量不对"), Own, Stop));
        Assert.Equal("case.instalments-not-now", Refused(await pay.AskAsync(new(caseNo, parts, "经营困难"), Own, Stop)));
    }

    [Theory]
    [InlineData("户号 1234567 与 350000001", "1234567", "户号 1234567 与 35*******")]
    [InlineData("身份证 41010119900101123X，金额 123,456.78 元", "", "身份证 41****************，金额 123,456.78 元")]
    [InlineData("2026-11-08 12:30，12345", "", "2026-11-08 12:30，12345")]
    public void Long_numbers_of_others_are_hidden_and_days_and_amounts_are_not(string text, string own, string shown) => Assert.Equal(shown, Masking.Others(text, [own], []));

    private static async Task<IReadOnlyList<CutGate>> MissingAsync(FlowTown town, string no) => [.. Ok(await town.Use<CheckInterruption>().RunAsync(no, FlowSteps.Shangji, Stop)).Steps.Select(s => s.Gate)];

    private static async Task<FlowTown> TownAsync(Engine engine)
    {
        var town = await OpenAsync(engine);
        foreach (var (id, customer) in (IEnumerable<(string, string)>)[("kehu", "1001"), ("linju", "1002")])
        {
            await SetAsync(town, $"insert into person (person_id, login, name, org_path) values ('{id}', 'town-{id}', '{id}', '/')");
            await SetAsync(town, $"insert into customer_account (person_id, customer_no) values ('{id}', '{customer}')");
        }

        return town;
    }

    private static async Task SetAsync(FlowTown town, string sql)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync(sql);
        await work.CommitAsync("test.set", "test", stop: Stop);
    }
}
