using System.Text.Json;
using Voltward.Domain.Trail;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Trail;

/// <summary>The public vectors of RFC 6962 proofs; most of them are damaged and must be refused.</summary>
public sealed class MerkleVectorTests
{
    [Fact]
    public void All_98_inclusion_vectors_get_the_expected_verdict() => Assert.Empty(Wrong("inclusion", v =>
        MerkleProof.Includes(Size(v, "leafIdx"), Size(v, "treeSize"), Bytes(v, "leafHash"), Proof(v), Bytes(v, "root"))));

    [Fact]
    public void All_98_consistency_vectors_get_the_expected_verdict() => Assert.Empty(Wrong("consistency", v =>
        MerkleProof.Extends(Size(v, "size1"), Size(v, "size2"), Bytes(v, "root1"), Bytes(v, "root2"), Proof(v))));

    private static List<string> Wrong(string kind, Func<JsonElement, bool> verdict)
    {
        var files = Directory.GetFiles(TestFiles.Find($"vectors/merkle/{kind}"), "*.json", SearchOption.AllDirectories);
        Assert.Equal(98, files.Length);
        return [.. files.Where(file =>
        {
            var vector = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
            return verdict(vector) == vector.GetProperty("wantErr").GetBoolean();
        })];
    }

    private static long Size(JsonElement v, string name) => unchecked((long)v.GetProperty(name).GetUInt64());

    private static byte[] Bytes(JsonElement v, string name) => v.GetProperty(name).ValueKind == JsonValueKind.Null ? [] : v.GetProperty(name).GetBytesFromBase64();

    private static byte[][] Proof(JsonElement v) => v.GetProperty("proof").ValueKind == JsonValueKind.Null ? [] : [.. v.GetProperty("proof").EnumerateArray().Select(p => p.GetBytesFromBase64())];
}
