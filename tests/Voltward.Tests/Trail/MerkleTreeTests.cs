using System.Security.Cryptography;
using CsCheck;
using Voltward.Domain.Trail;
using Xunit;

namespace Voltward.Tests.Trail;

public sealed class MerkleTreeTests
{
    [Fact]
    public void The_root_of_no_leaves_is_the_hash_of_nothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(new MerkleFrontier().Root()));

    [Fact]
    public void An_empty_leaf_has_the_hash_the_standard_gives() =>
        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", Convert.ToHexStringLower(MerkleHash.Leaf([])));

    [Fact]
    public void Appending_and_the_recursive_definition_give_the_same_root_at_every_size()
    {
        var leaves = Leaves(700);
        var frontier = new MerkleFrontier();
        for (var size = 1; size <= leaves.Count; size++)
        {
            frontier.Append(leaves[size - 1]);
            Assert.Equal(Slow(leaves, 0, size), frontier.Root());
        }
    }

    [Fact]
    public void Proofs_that_were_made_hold_and_no_other_leaf_index_or_bit_does() => Gen.Int[1, 600].SelectMany(n => Gen.Select(Gen.Const(n), Gen.Int[0, n - 1], Gen.Int[0, 1000])).Sample((size, index, noise) =>
    {
        var leaves = Leaves(size);
        var proof = Tree(leaves).Inclusion(index, size);
        var root = Slow(leaves, 0, size);
        Assert.True(MerkleProof.Includes(index, size, leaves[index], proof, root));
        Assert.False(MerkleProof.Includes(index, size, Flip(leaves[index], noise), proof, root));
        if (size > 1) Assert.False(MerkleProof.Includes((index + 1) % size, size, leaves[index], proof, root));
        if (proof.Count > 0) Assert.False(MerkleProof.Includes(index, size, leaves[index], [.. proof.Select((h, i) => i == noise % proof.Count ? Flip(h, noise) : h)], root));
    });

    [Fact]
    public void A_grown_tree_is_consistent_and_a_changed_one_is_not() => Gen.Int[1, 500].SelectMany(n => Gen.Select(Gen.Const(n), Gen.Int[1, n], Gen.Int[0, 1000])).Sample((size, first, noise) =>
    {
        var leaves = Leaves(size);
        var (proof, before, after) = (Tree(leaves).Consistency(first, size), Slow(leaves, 0, first), Slow(leaves, 0, size));
        Assert.True(MerkleProof.Extends(first, size, before, after, proof));
        var changed = leaves.Select((l, i) => i == noise % first ? Flip(l, noise) : l).ToList();
        Assert.False(MerkleProof.Extends(first, size, before, Slow(changed, 0, size), Tree(changed).Consistency(first, size)));
    });

    [Fact]
    public void Tiles_of_70000_leaves_are_those_the_specification_counts()
    {
        var tiles = Tile.All(70_000).ToList();
        Assert.Equal(273, tiles.Count(t => t is { Level: 0, Width: 256 }));
        Assert.Equal([new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1)], tiles.Where(t => t.Width < 256));
        Assert.Equal([new Tile(0, 0, 256), new Tile(1, 0, 1)], Tile.All(256));
        Assert.Equal("tile/0/x001/x234/067", new Tile(0, 1_234_067, 256).Path);
        Assert.Equal("tile/0/273.p/112", new Tile(0, 273, 112).Path);
    }

    [Fact]
    public void A_grown_tree_writes_again_only_the_tiles_that_changed() => Assert.Equal(
        [new Tile(0, 1, 256), new Tile(0, 2, 3), new Tile(1, 0, 2)], Tile.Grown(300, 515));

    private static List<byte[]> Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i)))];

    private static MerkleTree Tree(List<byte[]> leaves) => new((level, index) => Slow(leaves, (int)(index << level), (int)((index + 1) << level)));

    /// <summary>The definition of RFC 6962, 2.1, word by word.</summary>
    private static byte[] Slow(List<byte[]> leaves, int begin, int end)
    {
        if (end - begin == 1) return leaves[begin];
        var k = 1;
        while (k * 2 < end - begin) k *= 2;
        return SHA256.HashData([1, .. Slow(leaves, begin, begin + k), .. Slow(leaves, begin + k, end)]);
    }

    private static byte[] Flip(byte[] hash, int noise)
    {
        var copy = hash.ToArray();
        copy[noise % copy.Length] ^= (byte)(1 << (noise % 8));
        return copy;
    }
}
