using System.Security.Cryptography;
using Voltward.App.Hazards;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Inspections;

/// <summary>What happens to records and hazards that do not come as they should, and to the lists visits are made by.</summary>
public sealed class VisitCareTests
{
    private const string Device = "device-0001";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_record_with_a_false_signature_is_set_aside_and_becomes_a_visit_only_by_a_persons_decision(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var order = await PreparedAsync(town, key);
        var record = await RecordAsync(town, order, new(1, null));
        var sent = Records.Sent(record) with { Signature = Convert.ToBase64String(new byte[64]) };
        Assert.Equal("visit.signature-wrong", Refused(await town.Use<SubmitVisit>().RunAsync(sent, Inspector(1), Stop)));
        Assert.Equal("visit.signature-wrong", Refused(await town.Use<SubmitVisit>().RunAsync(sent, Inspector(1), Stop)));
        var aside = Assert.Single(Ok(await town.Use<QuarantineList>().RunAsync(Reviewer, Stop)));
        Assert.Equal(("waiting", "visit.signature-wrong", order), (aside.State, aside.ReasonCode, aside.OrderNo));

        var decide = town.Use<DecideQuarantine>();
        Assert.Equal("access.role-missing", Refused(await decide.RunAsync(new(aside.ContentSha256, true, "x"), Inspector(1), Stop)));
        Assert.Equal("quality.not-independent", Refused(await decide.RunAsync(new(aside.ContentSha256, true, "x"), Person("i1", Role.Reviewer), Stop)));
        Assert.Equal("visit.decision-note-missing", Refused(await decide.RunAsync(new(aside.ContentSha256, true, " "), Reviewer, Stop)));
        Ok(await decide.RunAsync(new(aside.ContentSha256, true, "两名检查员均确认"), Reviewer, Stop));
        Assert.Equal("visit.already-decided", Refused(await decide.RunAsync(new(aside.ContentSha256, false, "x"), Reviewer, Stop)));
        var visit = (await town.Use<VisitPage>().RunAsync(record.VisitId, Manager, Stop))!;
        Assert.Equal("submitted", visit.Row.State);
        Assert.Contains("released-from-quarantine", visit.Flags);
        Assert.Contains("signature-wrong", visit.Flags);
        // The device still sends it and is answered with the receipt.
        Assert.Equal(record.VisitId, Ok(await town.Use<SubmitVisit>().RunAsync(sent, Inspector(1), Stop)).VisitId);
    }

    [Fact]
    public async Task A_rejected_record_counts_nowhere_and_a_later_one_with_a_good_signature_counts()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var order = await PreparedAsync(town, key);
        var record = await RecordAsync(town, order, new(1, null));
        Refused(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record) with { Signature = Convert.ToBase64String(new byte[64]) }, Inspector(1), Stop));
        var aside = Ok(await town.Use<QuarantineList>().RunAsync(Reviewer, Stop)).Single();
        Ok(await town.Use<DecideQuarantine>().RunAsync(new(aside.ContentSha256, false, "无法核实"), Reviewer, Stop));
        Assert.Null(await town.Use<VisitPage>().RunAsync(record.VisitId, Manager, Stop));
        Ok(await town.Use<SubmitVisit>().RunAsync(Signed(record, key), Inspector(1), Stop));
        Assert.Equal("submitted", (await town.Use<VisitPage>().RunAsync(record.VisitId, Manager, Stop))!.Row.State);
    }

    [Fact]
    public async Task A_hole_in_the_numbers_of_a_device_is_named_and_a_break_is_flagged()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var no in (string[])["1001", "1002", "1003"]) await town.CustomerAsync(no);
        var prev = (string?)null;
        foreach (var (no, seq) in (IEnumerable<(string, long)>)[("1001", 1), ("1002", 3), ("1003", 4)])
        {
            var order = await PreparedAsync(town, key, no);
            var record = await RecordAsync(town, order, new(seq, seq == 4 ? "ffff" : prev), no);
            Ok(await town.Use<SubmitVisit>().RunAsync(Signed(record, key), Inspector(1), Stop));
            prev = Convert.ToHexStringLower(SHA256.HashData(VisitRecordText.Write(record)));
        }

        var device = Assert.Single(Ok(await town.Use<DeviceList>().RunAsync(Manager, Stop)));
        Assert.Equal((3, 2), (device.Records, device.Gaps.Count));
        Assert.Equal([new(ChainFault.Missing, 2, 2), new(ChainFault.Broken, 4, 4)], device.Gaps);
        Assert.Contains("chain-broken", (await town.Use<VisitPage>().RunAsync("visit-1003-field", Manager, Stop))!.Flags);
        Assert.DoesNotContain("chain-broken", (await town.Use<VisitPage>().RunAsync("visit-1002-field", Manager, Stop))!.Flags);
    }

    [Fact]
    public async Task All_orders_of_four_offline_versions_with_duplicates_end_in_the_same_set()
    {
        var ends = new HashSet<string>();
        var contents = new HashSet<string>();
        foreach (var order in Permutations([0, 1, 2, 3]))
        {
            await using var town = await OpenAsync(Engine.Sqlite);
            await town.CustomerAsync("1001");
            var orderNo = await town.ApprovedOrderAsync("1001");
            await Records.BeginAsync(town, "visit-1001-0001", orderNo, 1, 2);
            var versions = Enumerable.Range(0, 4).Select(n => Records.Complete("visit-1001-0001", orderNo, town, "F1001") with { CustomerPresent = $"户主{n}" }).ToArray();
            // Each comes twice, the second time out of order as well.
            foreach (var n in order.Concat(order.Reverse())) await town.Use<SubmitVisit>().RunAsync(Records.Sent(versions[n]), Inspector(1 + (n % 2)), Stop);
            await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
            Assert.Equal(1, await look.ScalarAsync<long>("select count(*) from visit"));
            Assert.Equal(3, await look.ScalarAsync<long>("select count(*) from visit_conflict"));
            contents.Add((await look.ScalarAsync<string>("select content_sha256 from visit"))!);
            ends.Add(string.Join(' ', await look.QueryAsync<string>("select content_sha256 from visit union select content_sha256 from visit_conflict order by 1")));
        }

        Assert.Single(ends);
        Assert.Equal(4, contents.Count);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_hazard_seen_again_by_another_visit_is_joined_and_a_closed_one_opens_anew(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        await BlindReinspectionTests.VisitAsync(town, "1001", "K1", (1, 2), "L1");
        var first = Assert.Single((await town.Use<HazardList>().RunAsync(ListRequest.All, Manager, Stop)).Rows);
        var again = await town.ApprovedOrderAsync("1001", "K2");
        await SubmitAndAcceptAsync(town, again, "visit-1001-again", (3, 4));
        var joined = Assert.Single((await town.Use<HazardList>().RunAsync(ListRequest.All, Manager, Stop)).Rows);
        Assert.Equal((first.HazardId, 1L), (joined.HazardId, joined.Sightings));

        Ok(await town.Use<ServeHazardNotice>().RunAsync(new(first.HazardId, "handed over"), Inspector(1), Stop));
        Ok(await town.Use<RecheckHazard>().RunAsync(new(first.HazardId, true, "gone"), Inspector(3), Stop));
        var third = await town.ApprovedOrderAsync("1001", "K2");
        await SubmitAndAcceptAsync(town, third, "visit-1001-third", (3, 4));
        Assert.Equal(2, (await town.Use<HazardList>().RunAsync(ListRequest.All, Manager, Stop)).Rows.Count);
    }

    [Fact]
    public async Task A_published_checklist_holds_from_its_day_and_old_visits_keep_theirs()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        foreach (var no in (string[])["1001", "1002"]) await town.CustomerAsync(no);
        var visit = await Records.AcceptedAsync(town, "1001");
        var versions = town.Use<ChecklistVersions>();
        var text = versions.Text("lv-1", "lv-9", new(2026, 12, 1))!.Replace("\"zh\": \"低压", "\"zh\": \"新低压", StringComparison.Ordinal);
        var admin = Person("admin", Role.SystemAdministrator);
        var publish = town.Use<PublishChecklist>();
        Assert.Equal("access.role-missing", Refused(await publish.RunAsync(new(text), Planner, Stop)));
        Assert.Equal("visit.checklist-not-in-future", Refused(await publish.RunAsync(new(versions.Text("lv-1", "lv-9", new(2026, 11, 24))!), admin, Stop)));
        Assert.Equal("visit.checklist-exists", Refused(await publish.RunAsync(new(versions.Text("lv-1", "lv-1", new(2026, 12, 1))!), admin, Stop)));
        Assert.Equal("visit.checklist-unreadable", Refused(await publish.RunAsync(new("{"), admin, Stop)));
        Assert.Equal("visit.checklist-unreadable", Refused(await publish.RunAsync(new(text.Replace("lv-9", "../lv", StringComparison.Ordinal)), admin, Stop)));
        Assert.Equal("visit.checklist-without-safety", Refused(await publish.RunAsync(new(text.Replace("\"safety\"", "\"clues\"", StringComparison.Ordinal)), admin, Stop)));
        Ok(await publish.RunAsync(new(text), admin, Stop));

        var before = await town.ApprovedOrderAsync("1002");
        Assert.Equal("lv-1", (await town.Use<OrderPage>().RunAsync(before, Manager, Stop))!.Row.ChecklistId);
        Assert.Equal(new DateOnly(2026, 11, 30), versions.All().Single(v => v.List.ChecklistId == "lv-1").Until);
        town.Clock.Advance(TimeSpan.FromDays(8));
        var after = Ok(await town.Use<OpenWorkOrder>().RunAsync(new(null, "1001", "breach"), Planner, Stop));
        Assert.Equal("lv-9", (await town.Use<OrderPage>().RunAsync(after, Manager, Stop))!.Row.ChecklistId);
        Assert.Equal("lv-1", (await town.Use<VisitPage>().RunAsync(visit, Manager, Stop))!.Checklist.ChecklistId);
    }

    [Fact]
    public async Task A_replay_shows_steps_and_path_to_the_reviewer_and_the_crew_alone()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var order = await PreparedAsync(town, key);
        var record = await RecordAsync(town, order, new(1, null));
        Ok(await town.Use<SubmitVisit>().RunAsync(Signed(record, key), Inspector(1), Stop));
        var replay = town.Use<VisitReplay>();
        Assert.Equal("access.role-missing", Refused(await replay.RunAsync(record.VisitId, Inspector(3), Stop)));
        var view = Ok(await replay.RunAsync(record.VisitId, Inspector(1), Stop));
        Assert.Equal(("arrive", "leave"), (view.Steps[0].Kind, view.Steps[^1].Kind));
        Assert.Equal(record.Photos.Count, view.Steps.Count(s => s.Photo is not null));
        Assert.Equal((record.FinishedAt - record.StartedAt).TotalSeconds, view.Steps.Sum(s => s.AfterSeconds), 3);
        // A thousandth of a degree of latitude is 111 m.
        Assert.Equal((2, 111), (view.Places.Count, (int)Math.Round(view.Places[1].NorthM)));
        Assert.True(view.Steady);
        Assert.Equal(2_400, view.OnSiteSeconds);
    }

    private static async Task SubmitAndAcceptAsync(FlowTown town, string orderNo, string visitId, (int First, int Second) people)
    {
        await Records.BeginAsync(town, visitId, orderNo, people.First, people.Second);
        var record = Records.Complete(visitId, orderNo, town, "F1001");
        record = record with { Items = [.. record.Items.Select(i => i.Code == "L1" ? i with { Answer = ItemAnswer.Fail, Note = "仍在" } : i)] };
        Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(people.First), Stop));
        town.Clock.Advance(TimeSpan.FromMinutes(10));
        Ok(await town.Use<ReviewVisit>().RunAsync(new(visitId, true), Reviewer, Stop));
    }

    private static async Task<string> PreparedAsync(FlowTown town, ECDsa key, string customer = "1001")
    {
        var order = await town.ApprovedOrderAsync(customer);
        await town.Use<EnrolDevice>().RunAsync(new(Device, Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), null), Inspector(1), Stop);
        return order;
    }

    private static async Task<VisitRecord> RecordAsync(FlowTown town, string order, Link link, string customer = "1001")
    {
        var signIns = new List<DeviceSignIn>();
        foreach (var n in (int[])[1, 2])
        {
            signIns.Add(new($"i{n}", town.Clock.GetUtcNow(), Ok(await town.Use<DrawDeviceCodes>().RunAsync(new(Device, [order]), Inspector(n), Stop))[order]));
        }

        var at = town.Clock.GetUtcNow();
        return Records.Complete($"visit-{customer}-field", order, town, "F" + customer) with
        {
            DeviceId = Device,
            SignIns = signIns,
            Capture = new(
                "capture-1", link.Seq, link.Prev, "salt", "build", 0, 2_400_000,
                [new(at, "26.0800000", "119.3000000", 12, null), new(at.AddMinutes(3), "26.0810000", "119.3000000", 9, false)], null),
        };
    }

    private static SubmitVisit.Request Signed(VisitRecord record, ECDsa key)
    {
        var sent = Records.Sent(record);
        return sent with { Signature = Convert.ToBase64String(key.SignData(sent.Record.Span, HashAlgorithmName.SHA256)) };
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));

    private sealed record Link(long Seq, string? Prev);
}
