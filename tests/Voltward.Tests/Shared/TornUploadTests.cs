using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Shared;

/// <summary>What a server makes of uploads that break off or never end, over real connections.</summary>
public sealed class TornUploadTests
{
    private const string Sha = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, bool> Uploads => new()
    {
        { "PUT", $"/api/field/uploads/{Sha}/0?bytes=200000&type=image/jpeg", false },
        { "PUT", $"/api/field/uploads/{Sha}/0?bytes=200000&type=image/jpeg", true },
        { "POST", "/api/field/visits", false },
        { "POST", "/api/field/visits", true },
        { "POST", "/cycles?show=cycles-1", false },
        { "POST", "/cycles?show=cycles-1", true },
    };

    [Theory, MemberData(nameof(Uploads))]
    public async Task An_upload_that_breaks_off_stores_nothing_and_says_nothing_in_the_log(string method, string address, bool reset)
    {
        await using var town = await FlowTown.OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        var log = new Kept();
        app.Use<ILoggerFactory>().AddProvider(log);
        var cookies = new CookieContainer();
        using var client = await app.SignedInAsync("jiancha1", Stop, cookies);
        foreach (var chunked in (bool[])[false, true])
        {
            using var socket = await ConnectAsync(app);
            await SendAsync(socket, Head(method, address, app, cookies, chunked ? "Transfer-Encoding: chunked" : "Content-Length: 200000"));
            await SendAsync(socket, (chunked ? "1000\r\n" : "") + Part + new string('x', 0x1000 - Part.Length) + (chunked ? "\r\n" : ""));
            await Task.Delay(100, Stop);
            if (reset)
            {
                socket.LingerState = new(true, 0);
                socket.Close();
                await Task.Delay(300, Stop);
            }
            else
            {
                socket.Shutdown(SocketShutdown.Send);
                await ToEndAsync(socket);
            }
        }

        // The program goes on as if nothing had been.
        using var after = await client.GetAsync("/api/field/me", Stop);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.True(log.Lines.IsEmpty, string.Join("\n", log.Lines));
        var uploads = Path.Combine(town.Store.Folder.Root, "uploads");
        Assert.Empty(Directory.Exists(uploads) ? Directory.GetFiles(uploads, "*", SearchOption.AllDirectories) : []);
        await using var look = await town.Store.Database.LookAsync(FlowTown.Manager, Stop);
        Assert.Equal(0, await look.ScalarAsync<long>("select count(*) from visit"));
    }

    [Theory]
    [InlineData("/api/field/visits")]
    [InlineData("/cycles?show=cycles-1")]
    public async Task A_form_in_pieces_beyond_the_limit_is_refused_in_words(string address)
    {
        await using var town = await FlowTown.OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop, longestBody: 100_000);
        var log = new Kept();
        app.Use<ILoggerFactory>().AddProvider(log);
        var cookies = new CookieContainer();
        using var client = await app.SignedInAsync(address.StartsWith("/api", StringComparison.Ordinal) ? "jiancha1" : "guanli", Stop, cookies);
        using var socket = await ConnectAsync(app);
        await SendAsync(socket, Head("POST", address, app, cookies, "Transfer-Encoding: chunked"));
        await SendAsync(socket, $"{Part.Length:x}\r\n{Part}\r\n");
        for (var piece = 0; piece < 30; piece++) await SendAsync(socket, "1000\r\n" + new string('x', 0x1000) + "\r\n");
        var answer = await ToEndAsync(socket);
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("一次上传不能超过", answer, StringComparison.Ordinal);
        Assert.True(log.Lines.IsEmpty, string.Join("\n", log.Lines));
    }

    private const string Part = "--edge\r\nContent-Disposition: form-data; name=\"record\"; filename=\"x\"\r\nContent-Type: image/jpeg\r\n\r\n";

    private static string Head(string method, string address, OfficeApp app, CookieContainer cookies, string length) =>
        $"{method} {address} HTTP/1.1\r\nHost: {app.Address.Authority}\r\nCookie: {cookies.GetCookieHeader(app.Address)}\r\nOrigin: {app.Address.GetLeftPart(UriPartial.Authority)}\r\n"
        + $"Content-Type: multipart/form-data; boundary=edge\r\nConnection: close\r\n{length}\r\n\r\n";

    private static async Task<Socket> ConnectAsync(OfficeApp app)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(app.Address.Host, app.Address.Port, Stop);
        return socket;
    }

    private static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text), Stop);

    /// <summary>What is answered until the other side closes or cuts.</summary>
    private static async Task<string> ToEndAsync(Socket socket)
    {
        var (all, buffer) = (new MemoryStream(), new byte[65_536]);
        try
        {
            while (await socket.ReceiveAsync(buffer, Stop) is > 0 and var read) all.Write(buffer, 0, read);
        }
        catch (SocketException)
        {
            // Cut instead of closed: what came before counts.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    private sealed class Kept : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
