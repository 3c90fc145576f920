using System.Security.Cryptography;
using Voltward.App.Evidence;
using Voltward.App.Storage;
using Xunit;

namespace Voltward.Tests.Evidence;

public sealed class EvidenceFilesTests : IDisposable
{
    private readonly DataFolder _folder = new(Directory.CreateTempSubdirectory("voltward-evidence-").FullName);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_original_is_kept_under_its_hash_and_read_back()
    {
        byte[] bytes = [1, 2, 3];
        var sha256 = await new EvidenceFiles(_folder).SaveAsync(bytes, "image/jpeg");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), sha256);
        Assert.Equal(Path.Combine(_folder.Evidence, sha256[..2], sha256), Directory.GetFiles(_folder.Evidence, "*", SearchOption.AllDirectories).Single());
        Assert.True((await new EvidenceFiles(_folder).ReadAsync(sha256, Stop)).Succeeded(out var read, out _));
        Assert.Equal(bytes, read);
    }

    [Fact]
    public async Task The_same_bytes_again_are_the_same_file()
    {
        var files = new EvidenceFiles(_folder);
        Assert.Equal(await files.SaveAsync(new byte[] { 7 }, "a/b"), await files.SaveAsync(new byte[] { 7 }, "a/b"));
        Assert.Single(Directory.GetFiles(_folder.Evidence, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task One_flipped_bit_is_noticed_and_the_file_is_not_handed_out()
    {
        var files = new EvidenceFiles(_folder);
        var sha256 = await files.SaveAsync(new byte[] { 1, 2, 3, 4 }, "a/b");
        await File.WriteAllBytesAsync(files.PathOf(sha256), [1, 2, 3, 5], Stop);
        Assert.Equal(("evidence.damaged", sha256), (await files.ReadAsync(sha256, Stop)).Problem is { } p ? (p.Code, p.Where) : default);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    public async Task A_name_that_is_no_stored_hash_is_not_found(string sha256) =>
        Assert.Equal("evidence.missing", (await new EvidenceFiles(_folder).ReadAsync(sha256, Stop)).Problem?.Code);

    public void Dispose() => Directory.Delete(_folder.Root, recursive: true);
}
