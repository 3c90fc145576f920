using System.Diagnostics;
using System.Text.Json;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Evidence;

/// <summary>Runs the script of <c>verify.html</c> as it stands in the page, in Node, on questions given as JSON lines.</summary>
internal static class NodeVerifier
{
    private const string Runner =
        """
        const fs = require('fs'), html = fs.readFileSync(process.argv[1], 'utf8'), m = { exports: {} };
        new Function('module', html.slice(html.indexOf('<script>') + 8, html.lastIndexOf('</script>')))(m);
        const V = m.exports, b = s => new Uint8Array(Buffer.from(s || '', 'base64')), out = [];
        let last = '', bytes = null;
        for (const line of fs.readFileSync(0, 'utf8').split('\n').filter(x => x)) {
          const q = JSON.parse(line);
          if (q.bundle) {
            if (q.bundle !== last) { last = q.bundle; bytes = new Uint8Array(fs.readFileSync(q.bundle)); }
            if (q.at >= 0) bytes[q.at] ^= q.mask;
            const r = V.verify(bytes, q.keys || []);
            if (q.at >= 0) bytes[q.at] ^= q.mask;
            out.push({ ok: r.ok, items: r.items, stamps: r.timeStamps.length, notes: r.notes.map(n => n.code), problems: r.problems.map(p => p.item + ' ' + p.code) });
          } else if (q.spki) out.push({ ok: V.verifySpki(b(q.spki), b(q.message), b(q.signature), true) });
          else if ('root' in q) out.push({ ok: V.includes(BigInt(q.index), BigInt(q.size), b(q.leaf), q.proof.map(b), b(q.root)) });
        }
        process.stdout.write(JSON.stringify(out));
        """;

    public static IReadOnlyList<Answer> Ask(IEnumerable<object> questions)
    {
        var node = ((string[])["/usr/bin/node", "/usr/local/bin/node"]).FirstOrDefault(File.Exists);
        if (node is null) Assert.Skip("Node is not installed.");
        var start = new ProcessStartInfo(node, ["-e", Runner, Golden.Root("src/Voltward.Verify/verify.html")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        foreach (var question in questions) process.StandardInput.WriteLine(JsonSerializer.Serialize(question, JsonSerializerOptions.Web));
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return JsonSerializer.Deserialize<List<Answer>>(output.GetAwaiter().GetResult(), JsonSerializerOptions.Web)!;
    }

    internal sealed record Answer(bool Ok, int Items, int Stamps, IReadOnlyList<string>? Notes, IReadOnlyList<string>? Problems);
}
