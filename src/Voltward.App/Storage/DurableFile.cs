using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Voltward.App.Storage;

/// <summary>
/// Writes a file so that it is on disk, under its final name, when the call returns. Calls fsync directly because the
/// runtime's own <c>Flush(true)</c> reports success when fsync fails (measured on .NET 10 on Linux), and syncs the folder because
/// a rename is not durable before that. A failed fsync is never retried on the same file: the kernel has dropped the pages.
/// </summary>
public static partial class DurableFile
{
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>Writes content under a name; an existing file of that name is replaced in one step.</summary>
    /// <exception cref="IOException">Nothing may be acknowledged; a left-over part file is harmless.</exception>
    public static void Write(string folder, string name, ReadOnlySpan<byte> content) => Write(folder, name, content, secret: false);

    /// <summary>As <see cref="Write(string, string, ReadOnlySpan{byte})"/>, readable by the program's own account alone.</summary>
    /// <exception cref="IOException">As there.</exception>
    public static void WriteSecret(string folder, string name, ReadOnlySpan<byte> content) => Write(folder, name, content, secret: true);

    private static void Write(string folder, string name, ReadOnlySpan<byte> content, bool secret)
    {
        var part = Path.Combine(folder, "." + Guid.NewGuid().ToString("n"));
        using (var file = File.OpenHandle(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            if (secret && !OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            RandomAccess.Write(file, content, 0);
            Sync(file, "file");
        }

        File.Move(part, Path.Combine(folder, name), overwrite: true);
        SyncFolder(folder);
    }

    /// <summary>Makes a file that another library wrote durable, and moves it to its final name in the same folder.</summary>
    /// <exception cref="IOException">As for <see cref="Write(string, string, ReadOnlySpan{byte})"/>.</exception>
    public static void Seal(string part, string final)
    {
        using (var file = File.OpenHandle(part, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Sync(file, "file");
        }

        File.Move(part, final, overwrite: true);
        SyncFolder(Path.GetDirectoryName(final)!);
    }

    /// <summary>Makes a folder inside another so that it is there after a power cut.</summary>
    /// <exception cref="IOException">Nothing may be acknowledged.</exception>
    public static void Folder(string parent, string name)
    {
        Directory.CreateDirectory(Path.Combine(parent, name));
        SyncFolder(parent);
    }

    private static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var handle = open(folder, ReadOnlyCloseOnExec);
        if (handle.IsInvalid) throw new IOException($"open directory: errno {Marshal.GetLastPInvokeError()}");
        Sync(handle, "directory");
    }

    private static void Sync(SafeFileHandle handle, string what)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
            return;
        }

        if (fsync(handle) != 0) throw new IOException($"fsync {what}: errno {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle fd);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle open(string path, int flags);
}
