using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Voltward.BrowserTests.Support;

/// <summary>The real program serving one data folder.</summary>
public sealed class ServedFolder : IAsyncDisposable
{
    private readonly Process _program;

    private ServedFolder(Process program, string address) => (_program, Address) = (program, address);

    public string Address { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<ServedFolder> StartAsync(string folder)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "voltward"), ["serve", "--data", folder, "--urls", address]) { RedirectStandardError = true };
        // Its threads would spin while they wait; see the launcher.
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        var program = Process.Start(start)!;
        program.ErrorDataReceived += (_, _) => { };
        program.BeginErrorReadLine();
        var served = new ServedFolder(program, address);
        await served.AnswersAsync();
        return served;
    }

    public async ValueTask DisposeAsync()
    {
        _program.Kill(entireProcessTree: true);
        await _program.WaitForExitAsync();
        _program.Dispose();
    }

    private async Task AnswersAsync()
    {
        using var http = new HttpClient();
        for (var i = 0; i < 600; i++)
        {
            try
            {
                using var answer = await http.GetAsync(Address + "/sign-in");
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException) when (!_program.HasExited)
            {
                await Task.Delay(100);
            }
        }

        throw new InvalidOperationException("The program does not answer.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
