using System.Net;
using Microsoft.AspNetCore.Builder;
using Voltward.App.Evidence;
using Voltward.App.Storage;
using Voltward.App.Trail;
using Voltward.Domain.Access;
using Voltward.Host.Trail;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Trail;

/// <summary>A database whose trail is sealed into a log, and on request a real witness beside it, with its own folder and address.</summary>
internal sealed class LogTown : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private WebApplication? _witness;
    private WitnessBook? _book;
    private string? _witnessFolder;

    private LogTown(Store store) => Store = store;

    public static Actor Manager { get; } = new("m1", "m1", new HashSet<Role> { Role.Manager }, "/");

    public Store Store { get; }

    public LogFolder Log => new(Store.Folder);

    public SealLog Seal => new(Store.Database, Log, new WitnessCalls(_http));

    public AcknowledgeRollback Acknowledge => new(Store.Database, Log, Seal);

    public CheckLog Check => new(Store.Database, Log, new EvidenceCheck(Store.Folder, new EvidenceFiles(Store.Folder)));

    public WitnessBook Witness => _book!;

    public static async Task<LogTown> OpenAsync(Engine engine = Engine.Sqlite, bool witnessed = false)
    {
        var town = new LogTown(await Store.OpenAsync(engine));
        if (witnessed) await town.BeginWitnessAsync();
        return town;
    }

    /// <summary>Writes entries, one unit of work each.</summary>
    public async Task WriteAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var work = await Store.Database.BeginAsync(Actor.System, TestContext.Current.CancellationToken);
            await work.CommitAsync("test.written", $"thing/{i}", new { i });
        }
    }

    public async Task<SealLog.Sealed> SealedAsync()
    {
        var outcome = await Seal.RunAsync(TestContext.Current.CancellationToken);
        return outcome.Succeeded(out var done, out var problem) ? done : throw new InvalidOperationException($"{problem.Code} {problem.Text.En}");
    }

    public async Task<string?> RefusedAsync() => (await Seal.RunAsync(TestContext.Current.CancellationToken)).Problem?.Code;

    public async Task SqlAsync(string sql)
    {
        // Behind the program's back, as somebody with the database password would.
        await using var work = await Store.Database.BeginAsync(Actor.System, TestContext.Current.CancellationToken);
        await work.ExecuteAsync(sql);
        var end = typeof(Work).GetField("_end", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        typeof(Work).GetField("_ended", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.SetValue(work, true);
        await ((Func<bool, Task>)end.GetValue(work)!)(true);
    }

    public async Task<CheckLog.Result> CheckedAsync() => await Check.RunAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_witness is not null) await _witness.DisposeAsync();
        _book?.Dispose();
        _http.Dispose();
        if (_witnessFolder is not null) Directory.Delete(_witnessFolder, recursive: true);
        await Store.DisposeAsync();
    }

    private async Task BeginWitnessAsync()
    {
        _witnessFolder = Directory.CreateTempSubdirectory("voltward-witness-").FullName;
        _book = new WitnessBook(_witnessFolder, "audit.example/witness");
        _witness = WitnessHost.Build(_book, "http://127.0.0.1:0");
        await _witness.StartAsync(TestContext.Current.CancellationToken);
        Log.Save(Log.Settings() with { Witnesses = [new(_witness.Urls.First(), _book.Key.Text)] });
        TrustLog();
    }

    public void TrustLog()
    {
        using var key = Log.Key(Log.Settings());
        Witness.Trust(key.Public);
    }

    public async Task<HttpStatusCode> AskAsync(string body)
    {
        using var answer = await _http.PostAsync($"{_witness!.Urls.First()}/add-checkpoint", new StringContent(body), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
