using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Voltward.App.Cases;
using Voltward.App.Evidence;
using Voltward.App.Inspections;
using Voltward.App.Trail;
using Voltward.Domain.Access;
using Voltward.Domain.Evidence;
using Voltward.Domain.Inspections;
using Voltward.Host.Trail;
using Voltward.Tests.Cases;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Evidence;

/// <summary>A theft case with everything a court asks for: visit by two, notice, exhibit, witness, time stamp, full check.</summary>
internal sealed class BundleCase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("voltward-case-").FullName;
    private readonly HttpClient _authority = new(TestAuthority.Open());
    private WebApplication? _witness;
    private WitnessBook? _book;

    private BundleCase(FlowTown town) => Town = town;

    public static Actor Hecha { get; } = Person("hecha", Role.Investigator);

    public static Actor Shangji { get; } = Person("shangji", Role.Executor);

    public FlowTown Town { get; }

    public string CaseNo { get; private set; } = "";

    public string ExhibitNo { get; private set; } = "";

    public LogFolder Log => Town.Use<LogFolder>();

    public WriteBundle Write => new(
        Town.Store.Database, Town.Store.Folder, Town.Use<GatherBundle>(), Town.Use<EvidenceFiles>(), Town.Use<EvidenceListPrint>(), Log, Town.Use<SealLog>(), new(Log, _authority));

    public static async Task<BundleCase> OpenAsync(Engine engine = Engine.Sqlite)
    {
        var made = new BundleCase(await FlowTown.OpenAsync(engine));
        await made.ServeWitnessAsync();
        await made.WalkAsync();
        await made.Town.Use<SealLog>().RunAsync(Stop);
        await made.Town.Use<CheckLog>().RunAsync(Stop);
        return made;
    }

    /// <summary>Writes the bundle to a file and returns its path.</summary>
    public async Task<(string File, WriteBundle.Written Written)> BundleAsync(string name = "bundle.zip")
    {
        var file = Path.Combine(_folder, name);
        await using var to = File.Create(file);
        return (file, Ok(await Write.RunAsync(CaseNo, to, Hecha, Stop)));
    }

    public static JsonElement Json(string bundle, string name)
    {
        using var zip = ZipFile.OpenRead(bundle);
        using var stream = zip.GetEntry(name)!.Open();
        return JsonDocument.Parse(stream).RootElement.Clone();
    }

    public static byte[] Bytes(string bundle, string name)
    {
        using var zip = ZipFile.OpenRead(bundle);
        using var stream = zip.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public static IReadOnlyList<string> Names(string bundle)
    {
        using var zip = ZipFile.OpenRead(bundle);
        return [.. zip.Entries.Select(e => e.FullName)];
    }

    internal async Task<BundleFacts> FactsAsync() => Ok(await Town.Use<GatherBundle>().RunAsync(CaseNo, Hecha, Stop));

    public async ValueTask DisposeAsync()
    {
        if (_witness is not null) await _witness.DisposeAsync();
        _book?.Dispose();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
        await Town.DisposeAsync();
    }

    private async Task ServeWitnessAsync()
    {
        _book = new WitnessBook(Path.Combine(_folder, "witness"), "audit.example/witness");
        _witness = WitnessHost.Build(_book, "http://127.0.0.1:0");
        await _witness.StartAsync(Stop);
        Log.Save(Log.Settings() with { Witnesses = [new(_witness.Urls.First(), _book.Key.Text)], TimeStampAuthority = "http://tsa.test/" });
        using var key = Log.Key(Log.Settings());
        _book.Trust(key.Public);
    }

    private async Task WalkAsync()
    {
        await Town.CustomerAsync("1001");
        var orderNo = await Town.ApprovedOrderAsync("1001");
        await Records.BeginAsync(Town, "visit-1001-0001", orderNo, 1, 2);
        var record = Records.Complete("visit-1001-0001", orderNo, Town, "F1001") with { DeviceId = "pad-07" };
        Ok(await Town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(1), Stop));
        Town.Clock.Advance(TimeSpan.FromHours(1));
        Ok(await Town.Use<ReviewVisit>().RunAsync(new("visit-1001-0001", true), Reviewer, Stop));
        Ok(await Town.Use<PrintOrder>().RunAsync(orderNo, Inspector(1), Stop));
        Ok(await Town.Use<PrintResult>().RunAsync("visit-1001-0001", Reviewer, Stop));
        var finding = Ok(await Town.Use<RecordFinding>().RunAsync(new("visit-1001-0001", new(FindingKind.Theft, "THF", "bypass", "表前绕越")), Inspector(1), Stop));
        CaseNo = Ok(await Town.Use<OpenCase>().RunAsync(finding, Hecha, Stop));
        await Packs.FileAsync(Town, CaseNo, Hecha);
        var facts = JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["price"] = "0.538",
            ["failedMethods"] = new Dictionary<string, string> { ["THF-Q1"] = "无校表", ["THF-Q2"] = "正常月份不足", ["THF-Q3"] = "本省无此方法" },
        });
        Ok(await Town.Use<InvestigateCase>().RunAsync(new(CaseNo, new(2026, 8, 1), new(2026, 11, 8), facts, "现场照片"), Hecha, Stop));
        Ok(await Town.Use<CalculateCase>().RunAsync(CaseNo, Person("chusuan", Role.Calculator), Stop));
        Ok(await Town.Use<ReviewSettlement>().RunAsync(new(CaseNo, true), Person("fuhe", Role.Approver), Stop));
        Ok(await Town.Use<IssueNotice>().RunAsync(new(CaseNo), Shangji, Stop));
        ExhibitNo = Ok(await Town.Use<SealExhibit>().RunAsync(
            new(CaseNo, "meter", "电能表 M1001", true, ExhibitObtained.Removed, null, new("D-001", "FH-0001", "城东所物证柜", "王社区"), Records.Picture), Inspector(1), Stop));
    }
}
