using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Voltward.App.Evidence;
using Voltward.App.Trail;
using Voltward.Domain.Trail;

namespace Voltward.Tests.Evidence;

/// <summary>A bundle made by hand: a log of its own, some records, an original each, a witness, and nothing from a database.</summary>
internal sealed class SmallBundle : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("voltward-bundle-").FullName;

    public SmallBundle()
    {
        Key = SigningKey.Open(_folder, "log.pem", "grid.example/log");
        Witness = SigningKey.Open(_folder, "witness.pem", "audit.example/w");
    }

    public SigningKey Key { get; }

    public SigningKey Witness { get; }

    public string File => Path.Combine(_folder, "bundle.zip");

    /// <summary>Extra files that go into the bundle.</summary>
    public List<BundlePart> More { get; } = [];

    /// <param name="items">Records, each naming one original.</param>
    /// <param name="originalBytes">Length of each original.</param>
    /// <param name="others">Other entries of the log, before and between.</param>
    public async Task WriteAsync(int items, int originalBytes, int others = 3)
    {
        var (rows, originals) = Make(items, originalBytes, others);
        var leaves = rows.ConvertAll(r => r.Row.MakeLeaf()!);
        var edge = new MerkleFrontier();
        foreach (var leaf in leaves) edge.Append(leaf);
        var checkpoint = new Checkpoint("grid.example/log", rows.Count, edge.Root());
        var note = new SignedNote(checkpoint.Text, [Key.Sign(checkpoint.Text), Witness.Sign(checkpoint.Text)]);
        var tree = Tree(leaves);
        var parts = originals.Select(o => BundlePart.Of($"originals/{Hash(o)}.bin", o))
            .Concat(rows.Where(r => r.Mine).SelectMany(r => BundlePackage.Record(r.Row, Convert.FromHexString(r.Row.Salt!), tree.Inclusion(r.Row.Seq - 1, rows.Count), note)))
            .Append(BundlePart.Json("keys.json", new { log = Key.Public.Text, witnesses = (string[])[Witness.Public.Text] })).Concat(More);
        await using var to = System.IO.File.Create(File);
        await new BundlePackage("case/1", checkpoint, note, Key, Path.Combine(_folder, "signatures")).WriteAsync(to, parts, CancellationToken.None);
    }

    public void Dispose()
    {
        Key.Dispose();
        Witness.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static (List<(TrailRow Row, bool Mine)> Rows, List<byte[]> Originals) Make(int items, int originalBytes, int others)
    {
        var rows = new List<(TrailRow, bool)>();
        var originals = new List<byte[]>();
        var bytes = new Random(7);
        void Add(string detail, bool mine)
        {
            var salt = new byte[32];
            bytes.NextBytes(salt);
            rows.Add((new TrailRow
            {
                Seq = rows.Count + 1,
                At = "2026-11-25T04:00:00.0000000+00:00",
                Actor = "i1",
                Org = "/1/",
                Action = "visit.submitted",
                Subject = "visit/" + rows.Count.ToString(CultureInfo.InvariantCulture),
                Detail = detail,
                Salt = Convert.ToHexStringLower(salt),
            }, mine));
        }

        for (var i = 0; i < items; i++)
        {
            for (var o = 0; o < others; o++) Add("{}", mine: false);
            var original = new byte[originalBytes];
            bytes.NextBytes(original);
            originals.Add(original);
            Add($$"""{"photo":"{{Hash(original)}}"}""", mine: true);
        }

        return (rows, originals);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>All complete subtrees, made once.</summary>
    private static MerkleTree Tree(List<byte[]> leaves)
    {
        var levels = new List<List<byte[]>> { leaves };
        while (levels[^1].Count > 1) levels.Add([.. levels[^1].Chunk(2).Where(p => p.Length == 2).Select(p => MerkleHash.Node(p[0], p[1]))]);
        return new((level, index) => levels[level][(int)index]);
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
