using Voltward.App.Storage;
using Xunit;

namespace Voltward.Tests.Storage;

public sealed class DurableFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("voltward-durable-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_written_can_be_read_back_and_no_part_file_remains()
    {
        byte[] content = [1, 2, 3];
        DurableFile.Write(_folder, "a.bin", content);
        DurableFile.Write(_folder, "a.bin", content);
        Assert.Equal(content, File.ReadAllBytes(Path.Combine(_folder, "a.bin")));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_missing_folder_is_an_exception_and_not_a_silent_success() =>
        Assert.ThrowsAny<IOException>(() => DurableFile.Write(Path.Combine(_folder, "none"), "a.bin", [1]));
}
