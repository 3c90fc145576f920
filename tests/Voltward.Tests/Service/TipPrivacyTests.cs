using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.Logging;
using Voltward.App.Service;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Service;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;
using static Voltward.Tests.Service.Tips;

namespace Voltward.Tests.Service;

/// <summary>What an installation holds of somebody who reports: every row and every file is looked through.</summary>
public sealed class TipPrivacyTests
{
    private const string Device = "NeedleBrowser/7.31 (Huawei NEEDLE-PHONE)";
    private const string Network = "203.0.113.77";
    private static readonly ReporterContact Reporter = new("王小明举报者", "13800138000");

    [Fact]
    public async Task An_anonymous_tip_through_the_real_program_leaves_no_mark_of_its_sender_in_rows_files_and_logs()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var folder = town.Store.Folder.Root;
        using var log = new LogBook();
        string code;
        await using (var app = await OfficeApp.StartAsync(folder, Stop))
        {
            app.Use<ILoggerFactory>().AddProvider(log);
            using var stranger = app.Stranger();
            stranger.DefaultRequestHeaders.UserAgent.ParseAdd(Device);
            stranger.DefaultRequestHeaders.Add("X-Forwarded-For", Network);
            stranger.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zz-NEEDLE");
            var page = await stranger.GetStringAsync("/tip", Stop);
            using var form = new MultipartFormDataContent();
            foreach (var (name, value) in ((string, string)[])[("_handler", "tip"), ("__RequestVerificationToken", Between(page, "__RequestVerificationToken\" value=\"")), ("kind", "theft"), ("place", "滨河路"), ("what", "夜里接线")])
                form.Add(new StringContent(value), name);
            form.Add(new ByteArrayContent(Photo.WithMarks()) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, "photos", "NEEDLE-IMG_0001.jpg");
            using var answer = await stranger.PostAsync("/tip", form, Stop);
            var received = await answer.Content.ReadAsStringAsync(Stop);
            code = Between(received, "<code>");
            Assert.NotNull(TipCode.Read(code));
            // A wrong code, a broken form and a missing page are what a log would tell of.
            using var wrong = await stranger.PostAsJsonAsync("/api/tip/status", new { code = "NEEDLE-CODE" }, Stop);
            using var broken = await stranger.PostAsync("/tip", new StringContent("NEEDLE"), Stop);
            using var missing = await stranger.GetAsync("/tip/NEEDLE", Stop);
        }

        var everything = Everything(folder);
        Assert.Contains("夜里接线", everything, StringComparison.Ordinal);
        foreach (var mark in (string[])["NEEDLE", Network, "127.0.0.1", "::1", "X9 30.2672N", "Exif", code, code.Replace("-", "", StringComparison.Ordinal)])
        {
            Assert.DoesNotContain(mark, everything, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(mark, log.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_the_time_of_an_anonymous_tip_the_day_alone_is_kept(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        town.Clock.Advance(new TimeSpan(0, 3, 17, 42));
        Ok(await town.Use<ReportTip>().RunAsync(new(TipKind.Danger, "x", "x", Photos: [Photo.WithMarks()]), Stop));
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal("2026-11-24", await look.ScalarAsync<string>("select received_on from tip_off"));
        var at = DateTimeOffset.Parse((await look.ScalarAsync<string>("select at from trail_entry where action = 'tip.received'"))!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.Zero, at.ToOffset(CompanyTime.Offset).TimeOfDay);
        Assert.Equal("system", await look.ScalarAsync<string>("select actor from trail_entry where action = 'tip.received'"));
        var photo = Directory.GetFiles(town.Store.Folder.Evidence, "*", SearchOption.AllDirectories).Single();
        Assert.Equal(at.UtcDateTime, File.GetLastWriteTimeUtc(photo));
        Assert.Equal(0, await look.ScalarAsync<long>("select count(*) from idempotency"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_photo_is_drawn_anew_and_what_is_none_is_refused(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        Assert.Contains(Photo.Marks, Encoding.Latin1.GetString(Photo.WithMarks()), StringComparison.Ordinal);
        Ok(await town.Use<ReportTip>().RunAsync(new(TipKind.Theft, "x", "x", Photos: [Photo.WithMarks()]), Stop));
        var kept = Encoding.Latin1.GetString(File.ReadAllBytes(Directory.GetFiles(town.Store.Folder.Evidence, "*", SearchOption.AllDirectories).Single()));
        Assert.DoesNotContain("PHONE-MODEL", kept, StringComparison.Ordinal);
        Assert.Equal("tip.photo-unreadable", Refused(await town.Use<ReportTip>().RunAsync(new(TipKind.Theft, "x", "x", Photos: [Encoding.ASCII.GetBytes("<svg/>")]), Stop)));
        Assert.Equal("tip.photos-too-much", Refused(await town.Use<ReportTip>().RunAsync(new(TipKind.Theft, "x", "x", Photos: [.. Enumerable.Repeat(Photo.WithMarks(), 4)]), Stop)));
        Assert.Equal(1, await CountAsync(town, "select count(*) from tip_off"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_name_is_encrypted_and_opened_by_two_people_together_once_and_on_record(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var (code, tipNo) = await ReportAsync(town, reporter: Reporter);
        var row = (await RowsAsync(town, "tip_off")) + await RowsAsync(town, "trail_entry");
        foreach (var plain in (string[])[Reporter.Name, Reporter.Contact, code, "王小明"]) Assert.DoesNotContain(plain, row, StringComparison.Ordinal);

        Assert.Equal("access.role-missing", Refused(await town.Use<AskOpening>().RunAsync(tipNo, "x", Desk, Stop)));
        var n = Ok(await town.Use<AskOpening>().RunAsync(tipNo, "需要补充现场位置", Auditor, Stop)).N;
        Assert.Equal("tip.opening-not-approved", Refused(await town.Use<OpenReporter>().RunAsync(tipNo, n, Auditor, Stop)));
        Assert.Equal("access.role-missing", Refused(await town.Use<AnswerOpening>().RunAsync(new(tipNo, n, true), Auditor, Stop)));
        Assert.Equal("tip.same-person", Refused(await town.Use<AnswerOpening>().RunAsync(new(tipNo, n, true), Person("auditor", Role.Auditor, Role.Manager), Stop)));
        Ok(await town.Use<AnswerOpening>().RunAsync(new(tipNo, n, true), Manager, Stop));
        Assert.Equal("tip.opening-not-approved", Refused(await town.Use<OpenReporter>().RunAsync(tipNo, n, Person("other", Role.Auditor), Stop)));
        Assert.Equal(Reporter, Ok(await town.Use<OpenReporter>().RunAsync(tipNo, n, Auditor, Stop)));
        Assert.Equal("tip.opening-not-approved", Refused(await town.Use<OpenReporter>().RunAsync(tipNo, n, Auditor, Stop)));
        Assert.Equal("opened", Assert.Single(Ok(await town.Use<TipPage>().RunAsync(tipNo, Manager, Stop)).Openings).State);
        Assert.Equal(1, await CountAsync(town, "select count(*) from trail_entry where action = 'tip.reporter-opened'"));

        // Not within the time: not at all.
        var late = Ok(await town.Use<AskOpening>().RunAsync(tipNo, "再次核对", Auditor, Stop)).N;
        Ok(await town.Use<AnswerOpening>().RunAsync(new(tipNo, late, true), Manager, Stop));
        town.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("tip.opening-not-approved", Refused(await town.Use<OpenReporter>().RunAsync(tipNo, late, Auditor, Stop)));
        // The ciphertext of one tip is none of another.
        var (_, other) = await ReportAsync(town, reporter: Reporter);
        await using (var work = await town.Store.Database.BeginAsync(Actor.System, Stop))
        {
            await work.ExecuteAsync("update tip_off set contact_sealed = (select contact_sealed from tip_off where tip_no = @tipNo) where tip_no = @other", new { tipNo, other });
            await work.CommitAsync("test.mixed", "test", stop: Stop);
        }

        var mixed = Ok(await town.Use<AskOpening>().RunAsync(other, "x", Auditor, Stop)).N;
        Ok(await town.Use<AnswerOpening>().RunAsync(new(other, mixed, true), Manager, Stop));
        Assert.Equal("tip.contact-unreadable", Refused(await town.Use<OpenReporter>().RunAsync(other, mixed, Auditor, Stop)));
        var anonymous = (await ReportAsync(town)).TipNo;
        Assert.Equal("tip.anonymous", Refused(await town.Use<AskOpening>().RunAsync(anonymous, "x", Auditor, Stop)));
    }

    [Fact]
    public async Task Every_wrong_code_is_answered_alike()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var (code, _) = await ReportAsync(town);
        var mistyped = (code[0] == '2' ? '3' : '2') + code[1..];
        var problems = new List<string>();
        foreach (var wrong in (string[])[mistyped, TipSecrets.NewCode(), "", "' or 1=1 --", new string('2', 5000)])
            problems.Add(System.Text.Json.JsonSerializer.Serialize((await town.Use<TipStatus>().RunAsync(wrong, Stop)).Problem));
        Assert.Single(problems.Distinct());
        Assert.Equal(64, (await town.Use<TipSecrets>().HashAsync("x", Stop)).Length);
    }

    [Fact]
    public async Task A_flood_is_stopped_and_forgotten()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        using var stranger = app.Stranger();
        var codes = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            using var answer = await stranger.PostAsJsonAsync("/api/tip", new { kind = "other", place = "x", what = "x" }, Stop);
            codes.Add((int)answer.StatusCode);
        }

        // Six of one source in a window; a window may end meanwhile.
        Assert.InRange(codes.Count(c => c == 200), 6, 8);
        Assert.True(codes.Count(c => c == 200) == 8 || codes.Contains(409));
    }

    private static string Between(string text, string before)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOfAny(['"', '<'], start)];
    }

    private static async Task<string> RowsAsync(FlowTown town, string table)
    {
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        return string.Join('\n', (await look.QueryAsync<dynamic>($"select * from {table}")).Select(r => string.Join('|', ((IDictionary<string, object?>)r).Values)));
    }

    /// <summary>Names and bytes of every file of the installation, the database with its log among them; keys are no record.</summary>
    private static string Everything(string folder)
    {
        var all = new StringBuilder();
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains("/keys/", StringComparison.Ordinal)))
        {
            all.Append(file[folder.Length..]).Append('\n').Append(Encoding.UTF8.GetString(File.ReadAllBytes(file))).Append('\n');
        }

        return all.ToString();
    }

    private sealed class LogBook : ILoggerProvider, ILogger
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get { lock (_text) return _text.ToString(); }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_text) _text.AppendLine(formatter(state, exception)).AppendLine(exception?.ToString());
        }

        public void Dispose()
        {
        }
    }
}
