using Voltward.App.LineLoss;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.LineLoss;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.LineLoss;

public sealed class LossOrderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_order_walks_through_the_tree_books_what_it_finds_and_closes_with_the_stated_rest(Engine engine)
    {
        await using var store = await OpenAsync(engine);
        var before = (await AccountsAsync(store))[^1];
        var orderNo = Given(await new OpenLossOrder(store.Database).RunAsync(new(before.AreaNo, "张伟", new DateOnly(2026, 12, 1)), Actor.System, Stop));
        Assert.Equal("loss.order-open", Refused(await new OpenLossOrder(store.Database).RunAsync(new(before.AreaNo, "张伟", new DateOnly(2026, 12, 1)), Actor.System, Stop)));

        var order = Assert.Single(await new LossOrderQueries(store.Database).RunAsync(orderNo, Actor.System, Stop));
        Assert.Equal(Enum.GetNames<Analytics.LineLoss.LossSuspect>(), order.Tree.Select(s => s.Suspect));
        var listed = Assert.Single((await new LossOrderList(store.Database).RunAsync(ListRequest.First(10).Where("state", "open"), Actor.System, Stop)).Rows);
        Assert.Equal((orderNo, order.Tree.OrderByDescending(s => s.Strength).ThenBy(s => s.N).First().Suspect, 10L, 0L, (string?)null), (listed.OrderNo, listed.FirstSuspect, listed.Steps, listed.Found, listed.Confirmed));
        Assert.Equal("loss.steps-open", Refused(await new CloseLossOrder(store.Database).RunAsync(orderNo, Actor.System, Stop)));

        var record = new RecordLossFinding(store.Database);
        Assert.Equal("loss.finding-incomplete", Refused(await record.RunAsync(new(orderNo, 1, true, "读数齐全"), Actor.System, Stop)));
        var theft = order.Tree.Single(s => s.Suspect == "Theft").N;
        foreach (var step in order.Tree.Where(s => s.N != theft)) Given(await record.RunAsync(new(orderNo, step.N, false, "现场核对"), Actor.System, Stop));
        Given(await record.RunAsync(new(orderNo, theft, true, "表前分流，钳表比对") { Booking = new(LossCause.Theft, 12_345), Month = before.Month }, Actor.System, Stop));

        var rest = Given(await new CloseLossOrder(store.Database).RunAsync(orderNo, Actor.System, Stop));
        Assert.Equal(0, rest.Sum);
        Assert.Equal(12_345, rest.Booked[LossCause.Theft]);
        var after = (await AccountsAsync(store)).Single(a => a.AreaNo == before.AreaNo && a.Month == before.Month);
        Assert.Equal(before.Ledger.UnexplainedWh - 12_345, after.Ledger.UnexplainedWh);
        Assert.Equal("loss.order-not-open", Refused(await new CloseLossOrder(store.Database).RunAsync(orderNo, Actor.System, Stop)));
        var closed = Assert.Single(await new LossOrderQueries(store.Database).RunAsync(orderNo, Actor.System, Stop));
        Assert.Equal(("closed", rest.UnexplainedWh), (closed.State, closed.UnexplainedWh));
        var done = Assert.Single((await new LossOrderList(store.Database).RunAsync(ListRequest.First(10).Where("area", before.AreaNo), Actor.System, Stop)).Rows);
        Assert.Equal(("closed", "Theft", 10L), (done.State, done.Confirmed, done.Found));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_booking_without_a_document_or_twice_is_refused_and_one_taken_back_restores_the_account(Engine engine)
    {
        await using var store = await OpenAsync(engine);
        var account = (await AccountsAsync(store))[^1];
        var book = new BookLoss(store.Database);
        BookLoss.Request Of(string kind, string no, long wh = 5000, LossCause cause = LossCause.Meter) => new(account.AreaNo, account.Month, new(cause, wh), kind, no);
        Assert.Equal("loss.source-missing", Refused(await book.RunAsync(Of("", ""), Actor.System, Stop)));
        Assert.Equal("loss.source-unknown", Refused(await book.RunAsync(Of("case", "AJ-2026-999999"), Actor.System, Stop)));
        Assert.Equal("loss.source-unknown", Refused(await book.RunAsync(Of("rumour", "1"), Actor.System, Stop)));
        Assert.Equal("loss.nothing-booked", Refused(await book.RunAsync(Of("case", "x", -5, LossCause.Theft), Actor.System, Stop)));
        Assert.Equal("loss.area-unknown", Refused(await book.RunAsync(Of("case", "x") with { AreaNo = "nowhere" }, Actor.System, Stop)));

        var orderNo = Given(await new OpenLossOrder(store.Database).RunAsync(new(account.AreaNo, "李芳", new DateOnly(2026, 12, 1)), Actor.System, Stop));
        var bookingId = Given(await book.RunAsync(Of("loss-order", orderNo), Actor.System, Stop));
        Assert.Equal("loss.booked-already", Refused(await book.RunAsync(Of("loss-order", orderNo), Actor.System, Stop)));
        var counter = Given(await new ReverseLoss(store.Database).RunAsync(new(bookingId, "误记"), Actor.System, Stop));
        Assert.Equal("loss.not-reversible", Refused(await new ReverseLoss(store.Database).RunAsync(new(bookingId, "误记"), Actor.System, Stop)));
        Assert.Equal("loss.not-reversible", Refused(await new ReverseLoss(store.Database).RunAsync(new(counter, "误记"), Actor.System, Stop)));

        var after = (await AccountsAsync(store)).Single(a => a.AreaNo == account.AreaNo && a.Month == account.Month);
        Assert.Equal(account.Ledger.UnexplainedWh, after.Ledger.UnexplainedWh);
        Assert.Equal(2, after.Bookings.Count);
        Assert.All(await AccountsAsync(store), a => Assert.Equal(0, a.Ledger.Sum));
        Given(await book.RunAsync(Of("loss-order", orderNo), Actor.System, Stop));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Cases_are_booked_over_the_months_of_the_conduct_once_and_taken_back_when_dropped(Engine engine)
    {
        await using var store = await OpenAsync(engine);
        var account = (await AccountsAsync(store))[^1];
        await AddCaseAsync(store, account.AreaNo);
        var use = new BookCases(store.Database);
        Assert.Equal(new BookCases.Report(2, 0), Given(await use.RunAsync(Actor.System, Stop)));
        Assert.Equal(new BookCases.Report(0, 0), Given(await use.RunAsync(Actor.System, Stop)));
        // 12 days of June and 30 of July: 42 kWh are 12 and 30.
        Assert.Equal([("2026-06", 12_000L), ("2026-07", 30_000L)], await BookedAsync(store));

        await ChangeAsync(store, "update settlement set state = 'superseded'");
        await ChangeAsync(store, "insert into settlement (settlement_id, case_no, version, rule_id, rule_set, inputs, result, lines, energy_wh, state, calculated_by, calculated_at) values ('s2', 'AJ-1', 2, 'THF', 'x', '{}', '{}', '[]', 84000, 'approved', 'p', '2026-09-02')");
        Assert.Equal(new BookCases.Report(2, 2), Given(await use.RunAsync(Actor.System, Stop)));
        await ChangeAsync(store, "update inspection_case set state = 'Dropped'");
        Assert.Equal(new BookCases.Report(0, 2), Given(await use.RunAsync(Actor.System, Stop)));
        Assert.Equal([("2026-06", 0L), ("2026-07", 0L)], await BookedAsync(store));
    }

    private static async Task<Store> OpenAsync(Engine engine)
    {
        var store = await Store.OpenAsync(engine);
        await new Town(store.Database, store.Folder, 3, 4).MakeAsync(Stop);
        return store;
    }

    private static Task<IReadOnlyList<LedgerQueries.Account>> AccountsAsync(Store store) => new LedgerQueries(store.Database).RunAsync(null, Actor.System, Stop);

    private static async Task<IReadOnlyList<(string, long)>> BookedAsync(Store store)
    {
        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        return [.. (await look.QueryAsync<BookingRow>("select month as Month, cast(sum(wh) as bigint) as Wh from loss_booking group by month order by month")).Select(b => (b.Month, b.Wh))];
    }

    private static async Task ChangeAsync(Store store, params string[] statements)
    {
        await using var work = await store.Database.BeginAsync(Actor.System, Stop);
        foreach (var statement in statements) await work.ExecuteAsync(statement);
        await work.CommitAsync("test.changed", "test", stop: Stop);
    }

    private static Task AddCaseAsync(Store store, string areaNo) => ChangeAsync(
        store,
        $"insert into work_order (order_no, area_no, org_path, kind, reason_code, checklist_id, state, created_by, created_at) values ('GD-1', '{areaNo}', '/', 'area-visit', 'x', 'x', 'done', 'p', '2026-08-01')",
        "insert into visit (visit_id, order_no, org_path, checklist_id, state, started_at) values ('V-1', 'GD-1', '/', 'x', 'accepted', '2026-08-01')",
        $"insert into finding (finding_id, visit_id, order_no, area_no, org_path, kind, description, found_at, found_by) values ('F-1', 'V-1', 'GD-1', '{areaNo}', '/', 'theft', 'x', '2026-08-01', 'p')",
        $"insert into inspection_case (case_no, finding_id, area_no, org_path, kind, rule_id, state, conduct_from, conduct_to, opened_at, opened_by) values ('AJ-1', 'F-1', '{areaNo}', '/', 'theft', 'THF', 'Closed', '2026-06-19', '2026-07-30', '2026-08-01', 'p')",
        "insert into settlement (settlement_id, case_no, version, rule_id, rule_set, inputs, result, lines, energy_wh, state, calculated_by, calculated_at) values ('s1', 'AJ-1', 1, 'THF', 'x', '{}', '{}', '[]', 42000, 'approved', 'p', '2026-09-01')");

    private static T Given<T>(Outcome<T> outcome)
        where T : notnull => outcome.Succeeded(out var value, out var problem) ? value : throw new InvalidOperationException(problem.Code);

    private static string? Refused<T>(Outcome<T> outcome)
        where T : notnull => outcome.Problem?.Code;
}
