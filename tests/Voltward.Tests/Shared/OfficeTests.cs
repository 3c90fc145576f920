using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Access;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Shared;

public sealed class OfficeTests(OfficeTests.Opened opened) : IClassFixture<OfficeTests.Opened>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Office Office => opened.Office;

    [Theory]
    [InlineData("/")]
    [InlineData("/losses?state=high")]
    [InlineData("/customers.csv")]
    [InlineData("/search/suggest?q=1")]
    [InlineData("/documents/x")]
    public async Task Who_is_not_signed_in_is_sent_to_the_sign_in_page(string address)
    {
        using var visitor = Office.Visit();
        using var answer = await visitor.Http.GetAsync(address, Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/losses")]
    [InlineData("/areas/TQ0002")]
    [InlineData("/leads")]
    [InlineData("/leads/L0001")]
    [InlineData("/customers")]
    [InlineData("/customers/35000203?view=2026-09-01&day=2026-01-01&known=2026-10-01")]
    [InlineData("/areas")]
    [InlineData("/feeders")]
    [InlineData("/feeders/F00")]
    [InlineData("/plan")]
    [InlineData("/orders")]
    [InlineData("/cases")]
    [InlineData("/hazards")]
    [InlineData("/imports")]
    [InlineData("/import")]
    [InlineData("/imports/imp-1")]
    [InlineData("/more")]
    [InlineData("/search?q=居民3")]
    public async Task Every_page_opens_in_both_languages(string address)
    {
        using var visitor = await Office.VisitAsAsync("fenxi", Stop);
        var chinese = await visitor.TextAsync(address, Stop);
        Assert.Contains("<html lang=\"zh-Hans\"", chinese, StringComparison.Ordinal);
        Assert.Matches("<h1", chinese);
        var english = await visitor.TextAsync(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en", Stop);
        Assert.Contains("<html lang=\"en\"", english, StringComparison.Ordinal);
        Assert.Contains(">Today<", english, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/customers/9999")]
    [InlineData("/areas/nowhere")]
    [InlineData("/leads/L9999")]
    [InlineData("/cases/none")]
    [InlineData("/visits/none/photos/1")]
    [InlineData("/documents/none")]
    [InlineData("/nonesuch")]
    public async Task What_does_not_exist_is_answered_with_404_and_a_page(string address)
    {
        using var visitor = await Office.VisitAsAsync("fenxi", Stop);
        using var answer = await visitor.Http.GetAsync(address, Stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    /// <summary>The server alone would cut the connection, and a browser would show its own page.</summary>
    [Theory, InlineData("/import"), InlineData("/api/cases/AJ-1/evidence")]
    public async Task An_upload_longer_than_the_limit_is_refused_in_our_own_words(string address)
    {
        using var visitor = await Office.VisitAsAsync("fenxi", Stop);
        using var answer = await visitor.Http.PostAsync(address, new Zeros(), Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains("256 MB", text, StringComparison.Ordinal);
        Assert.Contains("分开上传", text, StringComparison.Ordinal);
        if (address.StartsWith("/api", StringComparison.Ordinal)) Assert.Contains("shared.too-long", text, StringComparison.Ordinal);
    }

    private sealed class Zeros : HttpContent
    {
        private const long Length = (256 * 1024 * 1024) + 1;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var zeros = new byte[1 << 20];
            for (var left = Length; left > 0; left -= zeros.Length) await stream.WriteAsync(zeros.AsMemory(0, (int)Math.Min(left, zeros.Length)), Stop);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Length;
            return true;
        }
    }

    [Fact]
    public async Task N1_a_record_of_another_organisation_does_not_exist()
    {
        var people = Office.Services.GetRequiredService<AddPerson>();
        await people.RunAsync(new("east", "东所分析员", "/3500/3501/", new HashSet<Role> { Role.Analyst }, "Tidal-Crane-48"), Actor.System, Stop);
        using var visitor = Office.Visit();
        using var signedIn = await visitor.PostAsync("/sign-in", "demo", Stop, ("PersonId", await IdAsync("east")));
        Assert.Equal("/password", signedIn.Headers.Location!.OriginalString[^9..]);
        using var changed = await visitor.PostAsync("/password", "password", Stop, ("Old", "Tidal-Crane-48"), ("New", "Quiet-Meter-93"));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);

        Assert.Contains("TQ0002", await visitor.TextAsync("/areas/TQ0002", Stop), StringComparison.Ordinal);
        foreach (var foreign in (string[])["/areas/TQ0001", "/customers/35000100", "/leads/L0003"])
        {
            using var answer = await visitor.Http.GetAsync(foreign, Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.DoesNotContain("35000100", await visitor.TextAsync("/customers.csv", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("TQ0001", await visitor.TextAsync("/search/suggest?q=TQ0001", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task N9_who_administers_accounts_reads_no_case()
    {
        using var visitor = await Office.VisitAsAsync("xitong", Stop);
        foreach (var address in (string[])["/cases", "/cases/x", "/cases.csv", "/documents/x"])
        {
            using var answer = await visitor.Http.GetAsync(address, Stop);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task N15_after_signing_out_the_old_cookie_opens_nothing()
    {
        using var visitor = await Office.VisitAsAsync("fenxi", Stop);
        await visitor.TextAsync("/losses", Stop);
        var token = System.Text.RegularExpressions.Regex.Match(await visitor.TextAsync("/", Stop), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var stolen = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Office.Address };
        stolen.DefaultRequestHeaders.Add("Cookie", await CookieAsync());
        using var left = await visitor.Http.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("everywhere", "1")]), Stop);
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        using var answer = await visitor.Http.GetAsync("/losses", Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var old = await stolen.GetAsync("/losses", Stop);
        Assert.Equal(HttpStatusCode.Redirect, old.StatusCode);
    }

    [Fact]
    public async Task N18_a_post_without_token_or_from_elsewhere_changes_nothing()
    {
        using var visitor = await Office.VisitAsAsync("fenxi", Stop);
        using var bare = await visitor.Http.PostAsync("/sign-out", new FormUrlEncodedContent([]), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, bare.StatusCode);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/preferences") { Content = new FormUrlEncodedContent([new("theme", "dark")]) };
        foreign.Headers.Add("Origin", "https://elsewhere.example");
        using var answer = await visitor.Http.SendAsync(foreign, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var noToken = await visitor.Http.PostAsync("/sign-in", new FormUrlEncodedContent([new("_handler", "demo"), new("PersonId", "demo-guanli")]), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, noToken.StatusCode);
        await visitor.TextAsync("/losses", Stop);
    }

    [Fact]
    public async Task Nothing_is_loaded_from_elsewhere_and_no_script_stands_in_a_page()
    {
        using var visitor = await Office.VisitAsAsync("fenxi", Stop);
        using var answer = await visitor.Http.GetAsync("/areas/TQ0002", Stop);
        var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var html = await answer.Content.ReadAsStringAsync(Stop);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*(src=|type=\"application/json\"))", html);
        Assert.DoesNotMatch(" style=\"| on[a-z]+=\"", html);
    }

    [Fact]
    public async Task N46_a_name_that_is_markup_stays_a_name()
    {
        await using (var work = await Office.Services.GetRequiredService<Database>().BeginAsync(Actor.System, Stop))
        {
            await work.ExecuteAsync("update customer set name = '<script>alert(1)</script>', address = '\"><img src=x onerror=alert(1)>' where customer_no = '35000203'");
            await work.CommitAsync("test.renamed", "customer/35000203", stop: Stop);
        }

        using var visitor = await Office.VisitAsAsync("fenxi", Stop);
        foreach (var address in (string[])["/customers?q=35000203", "/customers/35000203", "/leads/L0002", "/search/suggest?q=35000203", "/areas/TQ0002"])
        {
            var html = await visitor.TextAsync(address, Stop);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_export_holds_all_rows_of_the_filtered_list()
    {
        using var visitor = await Office.VisitAsAsync("fenxi", Stop);
        var csv = await visitor.TextAsync("/customers.csv?class=shop&sort=-customer", Stop);
        var lines = csv.TrimStart('\uFEFF').TrimEnd().Split("\r\n");
        Assert.Equal(13, lines.Length);
        Assert.StartsWith("户号,名称,类别", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("35001101,\"'=便民超市\",商铺", lines[1], StringComparison.Ordinal);
        var sheet = await visitor.Http.GetByteArrayAsync("/losses.xlsx?state=abnormal", Stop);
        Assert.Equal("PK"u8.ToArray(), sheet[..2]);
        using var stream = new MemoryStream(sheet);
        var rows = MiniExcelLibs.MiniExcel.Query(stream, useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(2, rows.Count);
        Assert.IsType<double>(rows[0]["线损率 (%)"]);
    }

    private async Task<string> IdAsync(string login) =>
        (await Office.Services.GetRequiredService<PersonList>().AllAsync(Actor.System, Stop)).Single(p => p.Login == login).PersonId;

    // A second sign-in of the same person, as a cookie header.
    private async Task<string> CookieAsync()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Office.Address };
        using var page = await http.GetAsync("/sign-in", Stop);
        var form = page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]).Single();
        var token = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(Stop), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var post = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent([new("_handler", "demo"), new("__RequestVerificationToken", token), new("PersonId", "demo-fenxi")]),
        };
        post.Headers.Add("Cookie", form);
        using var answer = await http.SendAsync(post, Stop);
        return answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]).Single(c => c.StartsWith("voltward=", StringComparison.Ordinal));
    }

    /// <summary>One web program for all tests of the class.</summary>
    public sealed class Opened : IAsyncLifetime
    {
        internal Office Office { get; private set; } = default!;

        public async ValueTask InitializeAsync() => Office = await Office.OpenAsync(CancellationToken.None);

        public ValueTask DisposeAsync() => Office.DisposeAsync();
    }
}
