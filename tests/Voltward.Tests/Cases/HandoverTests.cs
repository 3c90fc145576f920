using System.Security.Cryptography;
using System.Text.Json;
using Voltward.App.Cases;
using Voltward.App.Evidence;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Evidence;
using Voltward.Tests.Evidence;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Cases;

/// <summary>The wall: the company reports, the authority decides, and what it decides stays on its side.</summary>
public sealed class HandoverTests
{
    private static readonly Actor Authority = Person("auth", Role.Authority);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_case_is_reported_received_and_decided_and_the_company_learns_only_that(Engine engine)
    {
        await using var made = await BundleCase.OpenAsync(engine);
        var (town, caseNo) = (made.Town, made.CaseNo);
        var send = Sender(made);
        var sent = Ok(await send.RunAsync(new(caseNo, Addressee.Administration, "示范县电力管理部门", "涉嫌窃电"), BundleCase.Shangji, Stop));
        Assert.Equal("YS-2026-000001", sent.HandoverNo);
        Assert.Equal("case.handover-open", Refused(await send.RunAsync(new(caseNo, Addressee.Administration, "示范县电力管理部门", "再次"), BundleCase.Shangji, Stop)));

        var (space, answer) = (town.Use<AuthoritySpace>(), town.Use<AnswerHandover>());
        Assert.Equal("case.handover-out-of-order", Refused(await answer.DecideAsync(new(sent.HandoverNo, DecisionKind.Fine, "罚字1号", "罚款", 500m), Authority, Stop)));
        Ok(await answer.ReceiveAsync(new(sent.HandoverNo, "回执 1"), Authority, Stop));
        Assert.Equal("case.decision-fine-unfit", Refused(await answer.DecideAsync(new(sent.HandoverNo, DecisionKind.Fine, "罚字1号", "x", null), Authority, Stop)));
        Assert.Equal("case.decision-fine-unfit", Refused(await answer.DecideAsync(new(sent.HandoverNo, DecisionKind.Warning, "1号", "x", 5m), Authority, Stop)));
        Assert.Equal("case.decision-not-theirs", Refused(await answer.DecideAsync(new(sent.HandoverNo, DecisionKind.CriminalCase, "1号", "x", null), Authority, Stop)));
        Ok(await answer.DecideAsync(new(sent.HandoverNo, DecisionKind.Fine, "罚字1号", "处以罚款", 1234.56m), Authority, Stop));

        var bundle = Ok(await space.OpenAsync(sent.HandoverNo, list: false, Authority, Stop));
        Assert.Equal(sent.PackageSha256, Convert.ToHexStringLower(SHA256.HashData(bundle)));
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, bundle, Stop);
        Assert.Empty(Verify.Program.Check(file, []).Problems);
        File.Delete(file);

        var seen = JsonSerializer.Serialize(await town.Use<HandoverList>().RunAsync(caseNo, BundleCase.Shangji, Stop)) + JsonSerializer.Serialize((await town.Use<CasePage>().RunAsync(caseNo, BundleCase.Shangji, Stop))!.Timeline);
        Assert.Contains("YS-2026-000001", seen, StringComparison.Ordinal);
        foreach (var secret in (string[])["1234", "123456", "罚字", "Fine"]) Assert.DoesNotContain(secret, seen, StringComparison.Ordinal);
        Assert.Equal(HandoverState.Decided, (await town.Use<HandoverList>().RunAsync(caseNo, BundleCase.Shangji, Stop)).Single().State);
        Assert.Equal(123456, (await space.FindAsync(sent.HandoverNo, Authority, Stop))!.FineFen);
        Assert.Null(await space.FindAsync(sent.HandoverNo, Authority with { OrgPath = "/2/" }, Stop));
    }

    [Fact]
    public async Task No_account_of_the_company_reaches_the_authoritys_steps_whatever_its_roles()
    {
        await using var made = await BundleCase.OpenAsync();
        var town = made.Town;
        var sent = Ok(await Sender(made).RunAsync(new(made.CaseNo, Addressee.Administration, "机关", "涉嫌窃电"), BundleCase.Shangji, Stop));
        var borrowing = Person("shangji", Role.Executor, Role.Authority) with { Borrowed = [new(Role.Authority, "g", "auth")] };
        foreach (var who in Enum.GetValues<Role>().Where(r => r != Role.Authority).Select(r => Person("p", r)).Append(Person("p", Enum.GetValues<Role>())).Append(borrowing).Append(Actor.System))
        {
            Assert.NotNull((await town.Use<AnswerHandover>().ReceiveAsync(new(sent.HandoverNo, "x"), who, Stop)).Problem);
            Assert.NotNull((await town.Use<AnswerHandover>().DecideAsync(new(sent.HandoverNo, DecisionKind.Fine, "x", "x", 1m), who, Stop)).Problem);
            Assert.Empty(await town.Use<AuthoritySpace>().RunAsync(who, Stop));
            Assert.NotNull((await town.Use<AuthoritySpace>().OpenAsync(sent.HandoverNo, false, who, Stop)).Problem);
        }

        Assert.Equal("access.role-missing", Refused(await Sender(made).RunAsync(new(made.CaseNo, Addressee.Police, "x", "x"), Authority, Stop)));
    }

    [Fact]
    public async Task Nothing_goes_to_the_police_that_a_court_would_send_back()
    {
        await using var made = await BundleCase.OpenAsync();
        var refused = (await Sender(made).RunAsync(new(made.CaseNo, Addressee.Police, "示范县公安局", "数额较大"), BundleCase.Shangji, Stop)).Problem;
        if (refused is null)
        {
            // A complete case passes; break its chain of custody, and it does not.
            Ok(await made.Town.Use<MoveExhibit>().RunAsync(new(made.ExhibitNo, new ExhibitMove(ExhibitMoveKind.HandOver, made.Town.Clock.GetUtcNow(), "别人", "检定所", "检定所", "FH-0001", "FH-0001", null), ReadOnlyMemory<byte>.Empty), Inspector(1), Stop));
            await using var work = await made.Town.Store.Database.BeginAsync(Actor.System, Stop);
            await work.ExecuteAsync("update handover set state = 'Returned'");
            await work.CommitAsync("test.set", "test", stop: Stop);
            refused = (await Sender(made).RunAsync(new(made.CaseNo, Addressee.Police, "示范县公安局", "数额较大"), BundleCase.Shangji, Stop)).Problem;
        }

        Assert.Equal("case.handover-not-fit", refused?.Code);
    }

    [Fact]
    public async Task The_list_that_goes_with_it_names_every_item_and_no_punishment()
    {
        await using var made = await BundleCase.OpenAsync();
        var sent = Ok(await Sender(made).RunAsync(new(made.CaseNo, Addressee.Administration, "示范县电力管理部门", "涉嫌窃电"), BundleCase.Shangji, Stop));
        var list = Ok(await made.Town.Use<AuthoritySpace>().OpenAsync(sent.HandoverNo, list: true, Authority, Stop));
        if (Environment.GetEnvironmentVariable("VOLTWARD_KEEP_PRINTS") is { Length: > 0 } folder) await File.WriteAllBytesAsync(Path.Combine(folder, "handover-list.pdf"), list, Stop);
        var text = PdfText.Of(list);
        var facts = await made.FactsAsync();
        foreach (var item in facts.Items) Assert.Contains(item.Sha256, text, StringComparison.Ordinal);
        foreach (var words in (string[])["案件移送清单", "示范县电力管理部门", "涉嫌窃电", made.CaseNo, made.ExhibitNo, "接收机关（盖章）"]) Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.DoesNotContain("罚款", text, StringComparison.Ordinal);
    }

    private static HandOverCase Sender(BundleCase made) =>
        new(made.Town.Store.Database, made.Town.Store.Folder, made.Town.Use<EvidenceFiles>(), made.Write, made.Town.Use<GatherBundle>(), made.Town.Use<App.Cases.Notices.HandoverListPrint>());
}
