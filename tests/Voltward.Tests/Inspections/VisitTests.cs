using Voltward.App.Hazards;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Hazards;
using Voltward.Domain.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Inspections;

public sealed class VisitTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_same_record_a_hundred_times_is_one_visit_with_one_receipt(Engine engine)
    {
        await using var town = await WithCustomerAsync(engine);
        var request = Records.Sent(Records.Complete("visit-0001", await StartedAsync(town), town, "F1001"));
        var receipts = new List<VisitReceipt>();
        for (var i = 0; i < 20; i++)
        {
            var five = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => town.Use<SubmitVisit>().RunAsync(request, Inspector(1), Stop)));
            receipts.AddRange(five.Select(Ok));
            town.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Single(receipts.Select(r => (r.ContentSha256, r.ReceivedAt)).Distinct());
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(1, await look.ScalarAsync<long>("select count(*) from visit"));
        Assert.Equal(1, await look.ScalarAsync<long>("select count(*) from trail_entry where action = 'visit.submitted'"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_same_id_with_other_content_is_refused_and_both_are_kept(Engine engine)
    {
        await using var town = await WithCustomerAsync(engine);
        var record = Records.Complete("visit-0001", await StartedAsync(town), town, "F1001");
        var first = Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(1), Stop));
        var other = Records.Sent(record with { CustomerPresent = "邻居" });
        for (var i = 0; i < 2; i++) Assert.Equal("visit.other-content", Refused(await town.Use<SubmitVisit>().RunAsync(other, Inspector(2), Stop)));

        var page = await town.Use<VisitPage>().RunAsync("visit-0001", Reviewer, Stop);
        Assert.Equal((1, first.ContentSha256), (page!.Row.Conflicts, page.Row.ContentSha256));
        Assert.Equal(2, Directory.GetFiles(town.Store.Folder.Evidence, "*", SearchOption.AllDirectories).Count(f => File.ReadAllBytes(f)[0] == (byte)'{'));
    }

    [Fact]
    public async Task A_receipt_names_every_photo_and_a_missing_or_changed_one_is_refused()
    {
        await using var town = await WithCustomerAsync(Engine.Sqlite);
        var record = Records.Complete("visit-0001", await StartedAsync(town), town, "F1001");
        Assert.Equal("visit.attachment-missing", Refused(await town.Use<SubmitVisit>().RunAsync(new(VisitRecordText.Write(record), []), Inspector(1), Stop)));
        Assert.Equal("visit.attachment-unknown", Refused(await town.Use<SubmitVisit>().RunAsync(new(VisitRecordText.Write(record), [new("image/jpeg", new byte[] { 9 })]), Inspector(1), Stop)));
        var longer = record with { Photos = [.. record.Photos.Select(p => p with { Bytes = 8 })] };
        Assert.Equal("visit.attachment-missing", Refused(await town.Use<SubmitVisit>().RunAsync(Records.Sent(longer), Inspector(1), Stop)));
        var receipt = Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(1), Stop));
        Assert.Equal([(Records.PictureSha, Records.Picture.LongLength)], receipt.Attachments.Select(a => (a.Sha256, a.Bytes)));
    }

    [Theory]
    [InlineData("""{"visitId":"visit-0001"}""")]
    [InlineData("""{"visitId":"../../x","orderNo":"x","checklistId":"lv-1","startedAt":"2026-11-24T01:00:00Z","finishedAt":"2026-11-24T01:00:00Z"}""")]
    [InlineData("""{"visitId":"visit-0001","orderNo":"x","checklistId":"lv-1","startedAt":"2026-11-24T01:00:00Z","finishedAt":"2026-11-24T01:00:00Z","approvedBy":"me"}""")]
    [InlineData("""{"visitId":"visit-0001","visitId":"visit-0002","orderNo":"x","checklistId":"lv-1","startedAt":"2026-11-24T01:00:00Z","finishedAt":"2026-11-24T01:00:00Z"}""")]
    [InlineData("""{"visitId":"visit-0001","orderNo":"x","checklistId":"lv-1","startedAt":"2026-11-24T01:00:00Z","finishedAt":"2026-11-24T01:00:00Z","measurements":[{"quantity":"voltage","value":NaN,"unit":"V","at":"2026-11-24T01:00:00Z"}]}""")]
    [InlineData("<html>")]
    public void A_record_that_makes_no_sense_is_refused_with_a_place(string text) =>
        Assert.Equal("visit.unreadable", VisitRecordText.Read(System.Text.Encoding.UTF8.GetBytes(text)).Problem?.Code);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_visit_by_one_person_is_void_and_carries_no_finding(Engine engine)
    {
        await using var town = await WithCustomerAsync(engine);
        var orderNo = await town.ApprovedOrderAsync("1001");
        await Records.BeginAsync(town, "visit-0001", orderNo, 1);
        var receipt = Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(Records.Complete("visit-0001", orderNo, town, "F1001")), Inspector(1), Stop));
        Assert.Equal((VisitState.Void, "fewer-than-two-inspectors"), (receipt.State, receipt.VoidReasons.Single()));
        Assert.Equal("visit.step-out-of-order", Refused(await town.Use<ReviewVisit>().RunAsync(new("visit-0001", true), Reviewer, Stop)));
        Assert.Equal("finding.visit-not-accepted", Refused(await town.Use<RecordFinding>().RunAsync(new("visit-0001", new(FindingKind.Theft, "THF", "bypass", "x")), Inspector(1), Stop)));

        // The order waits for a proper visit.
        Assert.Equal("approved", (await town.Use<OrderPage>().RunAsync(orderNo, Planner, Stop))!.Row.State);
        await Records.BeginAsync(town, "visit-0002", orderNo, 1, 2);
        Assert.Equal(VisitState.Submitted, Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(Records.Complete("visit-0002", orderNo, town, "F1001")), Inspector(2), Stop)).State);
    }

    [Fact]
    public async Task Without_network_only_the_code_drawn_by_the_person_proves_a_sign_in()
    {
        await using var town = await WithCustomerAsync(Engine.Sqlite);
        var orderNo = await town.ApprovedOrderAsync("1001");
        var one = Ok(await town.Use<DrawSignCode>().RunAsync(orderNo, Inspector(1), Stop));
        var two = Ok(await town.Use<DrawSignCode>().RunAsync(orderNo, Inspector(2), Stop));
        Assert.Equal("visit.not-of-crew", Refused(await town.Use<DrawSignCode>().RunAsync(orderNo, Inspector(3), Stop)));
        var at = town.Clock.GetUtcNow();
        var record = Records.Complete("visit-0001", orderNo, town, "F1001") with { SignIns = [new("i1", at, one), new("i2", at, one)] };
        Assert.Equal(VisitState.Void, Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(1), Stop)).State);
        record = record with { VisitId = "visit-0002", SignIns = [new("i1", at, one), new("i2", at, two), new("i3", at, "x")] };
        Assert.Equal(VisitState.Submitted, Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(1), Stop)).State);
    }

    [Theory]
    [InlineData("identity-not-shown")]
    [InlineData("purpose-not-stated")]
    [InlineData("not-acknowledged")]
    [InlineData("left-before-approval")]
    public async Task A_missing_step_makes_the_visit_void(string reason)
    {
        await using var town = await WithCustomerAsync(Engine.Sqlite);
        var orderNo = await StartedAsync(town);
        var record = Records.Complete("visit-0001", orderNo, town, "F1001");
        record = reason switch
        {
            "identity-not-shown" => record with { IdentityShownAt = null },
            "purpose-not-stated" => record with { PurposeStated = false },
            "not-acknowledged" => record with { Signature = Acknowledgement.Refused, RefusalReason = " " },
            _ => record with { StartedAt = Start.AddMinutes(-1) },
        };
        Assert.Equal([reason], Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(1), Stop)).VoidReasons);
    }

    [Fact]
    public async Task A_seal_that_is_not_as_registered_alarms_the_reviewer()
    {
        await using var town = await WithCustomerAsync(Engine.Sqlite);
        var record = Records.Complete("visit-0001", await StartedAsync(town), town, "F9999");
        Assert.Equal(["box"], Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(1), Stop)).SealAlarms);
        var page = (await town.Use<VisitPage>().RunAsync("visit-0001", Reviewer, Stop))!;
        Assert.Contains("seal-alarm", page.Flags);
        Assert.Equal(("other-number", "F1001"), (page.Seals.Single().Condition, page.Seals.Single().ExpectedNo));
    }

    [Theory]
    [InlineData(null, false, "missing")]
    [InlineData("F1001", true, "broken")]
    public async Task A_registered_seal_that_is_gone_or_broken_alarms_as_well(string? found, bool broken, string condition)
    {
        await using var town = await WithCustomerAsync(Engine.Sqlite);
        var record = Records.Complete("visit-0001", await StartedAsync(town), town, "F1001") with { Seals = [new("box", found, broken)] };
        Assert.Equal(["box"], Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(1), Stop)).SealAlarms);
        var page = (await town.Use<VisitPage>().RunAsync("visit-0001", Reviewer, Stop))!;
        Assert.Contains("seal-alarm", page.Flags);
        Assert.DoesNotContain("seal-not-checked", page.Flags);
        Assert.Equal((condition, "F1001", found), (page.Seals.Single().Condition, page.Seals.Single().ExpectedNo, page.Seals.Single().FoundNo));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_visit_is_completed_in_three_pieces_and_counts_as_done_once(Engine engine)
    {
        await using var town = await WithCustomerAsync(engine);
        var orderNo = await town.ApprovedOrderAsync("1001");
        var keep = (string[][])[["L1", "L2", "L3", "L4"], ["L5", "L6", "L7", "L8"], []];
        var states = new List<WorkOrderState>();
        for (var piece = 0; piece < 3; piece++)
        {
            var visitId = $"visit-000{piece}";
            await Records.BeginAsync(town, visitId, orderNo, 1, 2);
            var whole = Records.Complete(visitId, orderNo, town, "F1001");
            var record = piece == 2 ? whole : whole with { Items = [.. whole.Items.Where(i => keep[piece].Contains(i.Code))] };
            Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(1), Stop));
            var reviewed = Ok(await town.Use<ReviewVisit>().RunAsync(new(visitId, true), Reviewer, Stop));
            states.Add(reviewed.OrderState);
            if (reviewed.CarryOver is not { } rest) continue;
            orderNo = rest;
            town.Clock.Advance(TimeSpan.FromDays(1));
            Ok(await town.Use<Voltward.App.Planning.AssignOrder>().RunAsync(new(rest, "K1", CompanyTime.Day(town.Clock.GetUtcNow())), Planner, Stop));
            Ok(await town.Use<ApproveOrder>().RunAsync(rest, Manager, Stop));
            town.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal([WorkOrderState.Partial, WorkOrderState.Partial, WorkOrderState.Done], states);
        var orders = (await town.Use<OrderList>().RunAsync(ListRequest.All, Planner, Stop)).Rows;
        Assert.Equal(new DateOnly?[] { new(2026, 11, 24), new(2026, 11, 24) }, orders.Where(o => o.CarryOverOf is not null).Select(o => o.DueOn));
        Assert.Equal(1, orders.Count(o => o.State == "done"));
    }

    [Fact]
    public async Task A_member_of_the_crew_never_reviews_and_a_return_needs_reasons_and_brings_the_order_back()
    {
        await using var town = await WithCustomerAsync(Engine.Sqlite);
        var orderNo = await StartedAsync(town);
        Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(Records.Complete("visit-0001", orderNo, town, "F1001")), Inspector(1), Stop));
        Assert.Equal("visit.reviewer-of-crew", Refused(await town.Use<ReviewVisit>().RunAsync(new("visit-0001", true), Person("i2", Role.Reviewer), Stop)));
        Assert.Equal("visit.reason-missing", Refused(await town.Use<ReviewVisit>().RunAsync(new("visit-0001", false), Reviewer, Stop)));
        Assert.Equal(WorkOrderState.Returned, Ok(await town.Use<ReviewVisit>().RunAsync(new("visit-0001", false, new Dictionary<string, string> { ["M4"] = "未测零线" }), Reviewer, Stop)).OrderState);
        Assert.Equal("finding.visit-not-accepted", Refused(await town.Use<RecordFinding>().RunAsync(new("visit-0001", new(FindingKind.Nothing, null, null, "x")), Inspector(1), Stop)));

        await Records.BeginAsync(town, "visit-0002", orderNo, 1, 2);
        Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(Records.Complete("visit-0002", orderNo, town, "F1001") with { Supersedes = "visit-0001" }), Inspector(1), Stop));
        Assert.Equal(WorkOrderState.Done, Ok(await town.Use<ReviewVisit>().RunAsync(new("visit-0002", true), Reviewer, Stop)).OrderState);
        Assert.Equal("未测零线", (await town.Use<VisitPage>().RunAsync("visit-0001", Reviewer, Stop))!.ReturnReasons.Single().Reason);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_many_reviewers_at_once_exactly_one_decides(Engine engine)
    {
        await using var town = await WithCustomerAsync(engine);
        Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(Records.Complete("visit-0001", await StartedAsync(town), town, "F1001")), Inspector(1), Stop));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => town.Use<ReviewVisit>().RunAsync(new("visit-0001", true), Reviewer, Stop)));
        Assert.Equal(1, answers.Count(a => a.Problem is null));
        Assert.All(answers.Where(a => a.Problem is not null), a => Assert.Equal("visit.step-out-of-order", a.Problem!.Code));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_failed_item_opens_a_hazard_that_another_person_closes_after_the_notice(Engine engine)
    {
        await using var town = await WithCustomerAsync(engine);
        var record = Records.Complete("visit-0001", await StartedAsync(town), town, "F1001");
        record = record with { Items = [.. record.Items.Select(i => i.Code == "L1" ? i with { Answer = ItemAnswer.Fail, Note = "按钮失效" } : i)] };
        Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(1), Stop));
        var hazard = Ok(await town.Use<ReviewVisit>().RunAsync(new("visit-0001", true), Reviewer, Stop)).Hazards.Single();
        var row = (await town.Use<HazardList>().RunAsync(ListRequest.All, Planner, Stop)).Rows.Single();
        // 一般: 90 days from 2026-11-24.
        Assert.Equal(("YH-2026-000001", "general", new DateOnly(2027, 2, 22)), (row.HazardId, row.Level, row.DueOn));

        Assert.Equal("hazard.step-out-of-order", Refused(await town.Use<RecheckHazard>().RunAsync(new(hazard, true, "已换"), Inspector(3), Stop)));
        Assert.Equal("ZG-2026-000001", Ok(await town.Use<ServeHazardNotice>().RunAsync(new(hazard, "当面"), Inspector(1), Stop)));
        Assert.Equal("hazard.finder-rechecks", Refused(await town.Use<RecheckHazard>().RunAsync(new(hazard, true, "已换"), Inspector(1), Stop)));
        Assert.Equal("hazard.finder-rechecks", Refused(await town.Use<RecheckHazard>().RunAsync(new(hazard, true, "已换"), Inspector(2), Stop)));
        Assert.Equal(HazardState.Noticed, Ok(await town.Use<RecheckHazard>().RunAsync(new(hazard, false, "仍失效"), Inspector(3), Stop)));
        Assert.Equal(HazardState.Closed, Ok(await town.Use<RecheckHazard>().RunAsync(new(hazard, true, "已换"), Inspector(3), Stop)));
    }

    [Fact]
    public async Task Outcomes_are_labels_of_accepted_visits_alone()
    {
        await using var town = await WithCustomerAsync(Engine.Sqlite);
        await town.CustomerAsync("1002");
        var visit = await Records.AcceptedAsync(town, "1001");
        Ok(await town.Use<RecordFinding>().RunAsync(new(visit, new(FindingKind.Nothing, null, null, "未见异常")), Inspector(1), Stop));
        Assert.Equal("finding.nothing-is-alone", Refused(await town.Use<RecordFinding>().RunAsync(new(visit, new(FindingKind.FileError, null, null, "x")), Inspector(1), Stop)));
        await Records.AcceptedAsync(town, "1002");
        var label = (await town.Use<OutcomeList>().RunAsync(null, Planner, Stop)).Single();
        Assert.Equal(("1001", "nothing", "visit", new DateOnly(2026, 11, 24)), (label.CustomerNo, label.Outcome, label.Source, label.Day));
    }

    private static async Task<FlowTown> WithCustomerAsync(Engine engine)
    {
        var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        return town;
    }

    private static async Task<string> StartedAsync(FlowTown town)
    {
        var orderNo = await town.ApprovedOrderAsync("1001");
        await Records.BeginAsync(town, "visit-0001", orderNo, 1, 2);
        return orderNo;
    }
}
