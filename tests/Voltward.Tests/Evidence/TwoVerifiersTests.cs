using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Voltward.App.Evidence;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Evidence;

/// <summary>The C# verifier and the page's script, which share no code, give one verdict on everything.</summary>
public sealed class TwoVerifiersTests
{
    private static bool Long => Environment.GetEnvironmentVariable("VOLTWARD_LONG") is { Length: > 0 };

    [Fact]
    public async Task A_whole_bundle_is_valid_for_both()
    {
        using var bundle = new SmallBundle();
        await bundle.WriteAsync(5, 40);
        var ours = Verify.Program.Check(bundle.File, []);
        Assert.Empty(ours.Problems);
        var theirs = Assert.Single(NodeVerifier.Ask([new { bundle = bundle.File, at = -1 }]));
        Assert.Empty(theirs.Problems!);
        Assert.Equal((ours.Items, ours.Ok), (theirs.Items, theirs.Ok));
        Assert.Equal(["keys-not-pinned", "no-time-stamp"], theirs.Notes!);
        Assert.Empty(Verify.Program.Check(bundle.File, [bundle.Key.Public.Text]).Problems);
        Assert.Equal([("keys.json", "key.unknown")], Verify.Program.Check(bundle.File, [bundle.Witness.Public.Text]).Problems);
        Assert.Equal(["keys.json key.unknown"], NodeVerifier.Ask([new { bundle = bundle.File, at = -1, keys = (string[])[bundle.Witness.Public.Text] }])[0].Problems!);
    }

    /// <summary>Every byte of a small bundle, one bit each; the script is slower and takes every ninth byte unless there is time.</summary>
    [Fact]
    public async Task Any_one_byte_of_a_small_bundle_flipped_is_found_and_the_item_is_named()
    {
        using var bundle = new SmallBundle();
        await bundle.WriteAsync(2, 5, others: 1);
        var whole = await File.ReadAllBytesAsync(bundle.File, TestContext.Current.CancellationToken);
        var places = Places(whole);
        var script = Enumerable.Range(0, whole.Length).Where(i => Long || i % 9 == 0).ToList();
        var theirs = NodeVerifier.Ask(script.Select(i => (object)new { bundle = bundle.File, at = i, mask = 1 << (i % 8) })).Zip(script, (a, i) => (i, a)).ToDictionary(x => x.i, x => x.a);
        var flipped = bundle.File + ".flipped";
        for (var i = 0; i < whole.Length; i++)
        {
            var bytes = whole.ToArray();
            bytes[i] ^= (byte)(1 << (i % 8));
            await File.WriteAllBytesAsync(flipped, bytes, TestContext.Current.CancellationToken);
            var ours = Verify.Program.Check(flipped, []).Problems;
            Assert.True(ours.Count > 0, $"byte {i} of {places(i)}");
            if (places(i) is { } item) Assert.Contains(ours, p => p.Item == item);
            if (!theirs.TryGetValue(i, out var answer)) continue;
            Assert.False(answer.Ok, $"byte {i} of {places(i)}");
            Assert.Equal(ours.Select(p => $"{p.Item} {p.Code}").Order(StringComparer.Ordinal), answer.Problems!.Order(StringComparer.Ordinal));
        }

        TestContext.Current.SendDiagnosticMessage($"{whole.Length} bytes flipped one by one, {script.Count} of them for the script too");
    }

    [Fact]
    public async Task Random_bytes_of_a_large_bundle_flipped_are_found()
    {
        using var bundle = new SmallBundle();
        await bundle.WriteAsync(60, 40_000);
        var whole = await File.ReadAllBytesAsync(bundle.File, TestContext.Current.CancellationToken);
        var (chance, places) = (new Random(11), Places(whole));
        for (var n = 0; n < 60; n++)
        {
            var at = chance.Next(whole.Length);
            await using (var file = new FileStream(bundle.File, FileMode.Open))
            {
                file.Position = at;
                file.WriteByte((byte)(whole[at] ^ (1 << chance.Next(8))));
            }

            var problems = Verify.Program.Check(bundle.File, []).Problems;
            Assert.True(problems.Count > 0, $"byte {at}");
            if (places(at) is { } item) Assert.Contains(problems, p => p.Item == item);
            await using var restore = new FileStream(bundle.File, FileMode.Open);
            restore.Position = at;
            restore.WriteByte(whole[at]);
        }
    }

    [Fact]
    public async Task What_does_not_belong_together_is_refused_by_both_with_the_same_words()
    {
        using var bundle = new SmallBundle();
        bundle.More.Add(BundlePart.Of($"originals/{new string('a', 64)}.bin", [1]));
        bundle.More.Add(BundlePart.Of("originals/" + Convert.ToHexStringLower(SHA256.HashData([2])) + ".bin", [2]));
        bundle.More.Add(BundlePart.Of("proofs/000000077.tlog-proof", [3]));
        bundle.More.Add(BundlePart.Of("records/000000078.json", SmallBundle.Utf8("{}")));
        bundle.More.Add(BundlePart.Of("tsa/8.tsr", [48, 0]));
        await bundle.WriteAsync(2, 5);
        var ours = Verify.Program.Check(bundle.File, []).Problems.Select(p => $"{p.Item} {p.Code}").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(6, ours.Count);
        Assert.Equal(ours, NodeVerifier.Ask([new { bundle = bundle.File, at = -1 }])[0].Problems!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_no_bundle_is_refused_by_both()
    {
        using var bundle = new SmallBundle();
        foreach (var bytes in (byte[][])[[], [1, 2, 3], new byte[100], SmallBundle.Utf8("PK not a zip at all, but long enough to be looked at")])
        {
            await File.WriteAllBytesAsync(bundle.File, bytes, TestContext.Current.CancellationToken);
            Assert.Equal([("bundle", "bundle.form")], Verify.Program.Check(bundle.File, []).Problems);
            Assert.Equal(["bundle bundle.form"], NodeVerifier.Ask([new { bundle = bundle.File, at = -1 }])[0].Problems!);
        }
    }

    [Fact]
    public void All_262_P256_vectors_get_the_expected_verdict_from_the_log_the_verifier_and_the_script()
    {
        var file = Directory.GetFiles(TestFiles.Find("vectors/wycheproof"), "*p1363*.json").Single();
        var cases = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("testGroups").EnumerateArray().SelectMany(g => g.GetProperty("tests").EnumerateArray().Select(t => (
            Spki: Convert.FromHexString(g.GetProperty("publicKeyDer").GetString()!),
            Message: Convert.FromHexString(t.GetProperty("msg").GetString()!),
            Signature: Convert.FromHexString(t.GetProperty("sig").GetString()!),
            Valid: t.GetProperty("result").GetString() == "valid"))).ToList();
        Assert.Equal((262, 173), (cases.Count, cases.Count(c => c.Valid)));
        Assert.All(cases, c => Assert.Equal(c.Valid, Verify.PublicKey.Verifies(c.Spki, c.Message, c.Signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)));
        var theirs = NodeVerifier.Ask(cases.Select(c => (object)new { spki = c.Spki, message = c.Message, signature = c.Signature }));
        Assert.Equal(cases.Select(c => c.Valid), theirs.Select(a => a.Ok));
    }

    [Fact]
    public void All_98_inclusion_vectors_get_the_expected_verdict_from_the_verifier_and_the_script()
    {
        var vectors = Directory.GetFiles(TestFiles.Find("vectors/merkle/inclusion"), "*.json", SearchOption.AllDirectories).Select(f => JsonDocument.Parse(File.ReadAllBytes(f)).RootElement).ToList();
        Assert.Equal(98, vectors.Count);
        static byte[] Bytes(JsonElement e) => e.ValueKind == JsonValueKind.Null ? [] : e.GetBytesFromBase64();
        static List<byte[]> Proof(JsonElement v) => v.GetProperty("proof").ValueKind == JsonValueKind.Null ? [] : [.. v.GetProperty("proof").EnumerateArray().Select(Bytes)];
        var expected = vectors.Select(v => !v.GetProperty("wantErr").GetBoolean()).ToList();
        var ours = vectors.Select(v => Bytes(v.GetProperty("leafHash")) is { Length: 32 } leaf
            && Verify.Merkle.Root(v.GetProperty("leafIdx").GetUInt64(), v.GetProperty("treeSize").GetUInt64(), leaf, Proof(v))?.AsSpan().SequenceEqual(Bytes(v.GetProperty("root"))) == true);
        Assert.Equal(expected, ours);
        var theirs = NodeVerifier.Ask(vectors.Select(v => (object)new
        {
            index = v.GetProperty("leafIdx").GetRawText(),
            size = v.GetProperty("treeSize").GetRawText(),
            leaf = Bytes(v.GetProperty("leafHash")),
            proof = Proof(v),
            root = Bytes(v.GetProperty("root")),
        }));
        Assert.Equal(expected, theirs.Select(a => a.Ok));
    }

    /// <summary>Prints how long it takes; measured, never asserted.</summary>
    [Fact]
    public async Task A_bundle_of_ten_thousand_items_is_valid()
    {
        TestFiles.OnlyWhenLong();
        using var bundle = new SmallBundle();
        await bundle.WriteAsync(10_000, 20_000, others: 9);
        var clock = Stopwatch.StartNew();
        Assert.True(Verify.Program.Check(bundle.File, []).Ok);
        var ours = clock.Elapsed;
        clock.Restart();
        Assert.True(NodeVerifier.Ask([new { bundle = bundle.File, at = -1 }])[0].Ok);
        TestContext.Current.SendDiagnosticMessage($"10,000 items, {new FileInfo(bundle.File).Length / 1e6:0} MB: {ours.TotalSeconds:0.00} s, script {clock.Elapsed.TotalSeconds:0.00} s");
        Console.Error.WriteLine($"10,000 items, {new FileInfo(bundle.File).Length / 1e6:0} MB: {ours.TotalSeconds:0.00} s, script {clock.Elapsed.TotalSeconds:0.00} s");
    }

    /// <summary>Which entry a byte of the file belongs to; null within the directory at the end.</summary>
    private static Func<int, string?> Places(byte[] zip)
    {
        var starts = new List<(int Start, string? Name)>();
        var at = 0;
        while (BitConverter.ToUInt32(zip, at) == 0x04034b50)
        {
            var (nameLength, size) = (BitConverter.ToUInt16(zip, at + 26), (int)BitConverter.ToUInt32(zip, at + 22));
            starts.Add((at, System.Text.Encoding.UTF8.GetString(zip, at + 30, nameLength)));
            at += 30 + nameLength + size;
        }

        starts.Add((at, null));
        return i => starts.FindLast(s => s.Start <= i).Name;
    }
}
