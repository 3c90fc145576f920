using System.Diagnostics;
using System.Net;
using System.Text;
using Xunit;

namespace Voltward.Tests.Evidence;

/// <summary>A time-stamp authority of our own: OpenSSL behind a handler, without a network. Skips where OpenSSL is not installed.</summary>
internal sealed class TestAuthority : HttpMessageHandler
{
    private readonly string _folder = Directory.CreateTempSubdirectory("voltward-tsa-").FullName;

    private TestAuthority(bool rsa)
    {
        var key = rsa ? "rsa:2048" : "ec -pkeyopt ec_paramgen_curve:prime256v1";
        Run($"req -x509 -newkey {key} -nodes -keyout tsa.key -out tsa.crt -days 3000 -subj /CN=TestTSA -addext extendedKeyUsage=critical,timeStamping -addext keyUsage=critical,digitalSignature");
        File.WriteAllText(Path.Combine(_folder, "serial"), "01\n");
        File.WriteAllText(Path.Combine(_folder, "ts.cnf"), """
            [tsa]
            default_tsa = t1
            [t1]
            serial = ./serial
            signer_cert = ./tsa.crt
            signer_key = ./tsa.key
            certs = ./tsa.crt
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            other_policies = 1.2.3.4.1
            digests = sha256,sha384
            accuracy = secs:1
            ordering = yes
            tsa_name = yes
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256
            """);
    }

    public static TestAuthority Open(bool rsa = false)
    {
        if (!File.Exists("/usr/bin/openssl")) Assert.Skip("OpenSSL is not installed.");
        return new(rsa);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "q.tsq"), await request.Content!.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
        Run("ts -reply -config ts.cnf -queryfile q.tsq -out r.tsr");
        return new(HttpStatusCode.OK) { Content = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(_folder, "r.tsr"), cancellationToken)) };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        base.Dispose(disposing);
    }

    private void Run(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/openssl", arguments) { WorkingDirectory = _folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = new StringBuilder(process.StandardError.ReadToEnd());
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"openssl {arguments}: {errors}");
    }
}
