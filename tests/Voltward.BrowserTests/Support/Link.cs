using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Voltward.BrowserTests.Support;

/// <summary>
/// The way from a phone to the server, as bad as it is told to be: cut, slow, torn every so often, a portal that answers for everybody, or
/// losing the reply after the server has done its work.
/// </summary>
public sealed class Link : IAsyncDisposable
{
    private const string PortalPage = "<!DOCTYPE html><title>Free Wi-Fi</title><h1>Welcome</h1>";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _server;
    private readonly HashSet<TcpClient> _open = [];
    private readonly Lock _lock = new();
    private Task? _accepting;

    public Link(string server)
    {
        _server = new Uri(server);
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>No network: connections are closed at once.</summary>
    public bool Cut { get; private set; }

    /// <summary>Everything is answered with a friendly page and status 200.</summary>
    public bool Portal { get; set; }

    /// <summary>Bytes per second upwards for all connections together; 0: as fast as it goes.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>The reply to a request that contains this text is lost after the server has answered it.</summary>
    public string? LoseReplyTo { get; set; }

    /// <summary>How many replies were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>First lines of all requests that went through, and <c>done</c> before those whose good answer reached the phone, in order.</summary>
    public List<string> Events { get; } = [];

    /// <summary>Cuts the network, connections under way included.</summary>
    public void Tear()
    {
        Cut = true;
        Reset();
    }

    public void Mend() => Cut = false;

    /// <summary>Closes every connection; new ones get through.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            foreach (var client in _open) client.Close();
            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Reset();
        if (_accepting is not null) await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = ServeAsync(client);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var phone = client;
        if (Cut) return;
        lock (_lock) _open.Add(client);
        try
        {
            if (Portal) await AnswerAsPortalAsync(phone.GetStream());
            else await PipeAsync(phone);
        }
        catch (Exception torn) when (torn is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return;
        }
        finally
        {
            lock (_lock) _open.Remove(client);
        }
    }

    /// <summary>Reads the whole request first: closing before that would be a torn connection, not a friendly page.</summary>
    private async Task AnswerAsPortalAsync(NetworkStream phone)
    {
        var request = new MemoryStream();
        var buffer = new byte[65536];
        for (var wanted = long.MaxValue; request.Length < wanted;)
        {
            var read = await phone.ReadAsync(buffer, _end.Token);
            if (read == 0) return;
            request.Write(buffer, 0, read);
            if (wanted == long.MaxValue) wanted = WholeLength(request.ToArray());
        }

        await phone.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: {PortalPage.Length}\r\n\r\n{PortalPage}"), _end.Token);
    }

    /// <summary>Bytes of head and body together; as many as there can be while the head is not whole.</summary>
    private static long WholeLength(byte[] request)
    {
        var end = request.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0) return long.MaxValue;
        var length = Encoding.ASCII.GetString(request, 0, end).Split("\r\n").FirstOrDefault(l => l.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase));
        return end + 4 + (length is null ? 0 : long.Parse(length[(length.IndexOf(':', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task PipeAsync(TcpClient phone)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
        var loses = new Flag();
        await Task.WhenAny(UpAsync(phone.GetStream(), server.GetStream(), loses), DownAsync(server.GetStream(), phone.GetStream(), loses));
    }

    private async Task UpAsync(NetworkStream phone, NetworkStream server, Flag loses)
    {
        var buffer = new byte[8192];
        int read;
        while ((read = await phone.ReadAsync(buffer, _end.Token)) > 0)
        {
            Note(Encoding.Latin1.GetString(buffer, 0, read), loses);
            if (BytesPerSecond > 0) await Task.Delay(TimeSpan.FromSeconds((double)read * Math.Max(1, _open.Count) / BytesPerSecond), _end.Token);
            await server.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    private void Note(string text, Flag loses)
    {
        var end = text.IndexOf(" HTTP/1.1\r\n", StringComparison.Ordinal);
        if (end is <= 0 or > 400) return;
        lock (_lock) Events.Add(text[..end]);
        loses.Last = text[..end];
        if (LoseReplyTo is { } lost && text.StartsWith(lost, StringComparison.Ordinal)) loses.Up = true;
    }

    private async Task DownAsync(NetworkStream server, NetworkStream phone, Flag loses)
    {
        var buffer = new byte[65536];
        int read;
        while ((read = await server.ReadAsync(buffer, _end.Token)) > 0)
        {
            if (loses.Up)
            {
                Lost++;
                return;
            }

            await phone.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            if (loses.Last is { } asked && Encoding.Latin1.GetString(buffer, 0, Math.Min(read, 12)) == "HTTP/1.1 200")
            {
                lock (_lock) Events.Add("done " + asked);
            }
        }
    }

    private sealed class Flag
    {
        public bool Up { get; set; }

        public string? Last { get; set; }
    }
}
