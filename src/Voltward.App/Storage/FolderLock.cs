namespace Voltward.App.Storage;

/// <summary>One at a time per data folder, by a file that is held open. The system frees the lock when its holder dies, however it dies.</summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>Held while files are imported.</summary>
    public const string Import = "import.lock";

    /// <summary>Held while the utility is analysed: two analyses of the same data would write the same rows.</summary>
    public const string Analysis = "analysis.lock";

    /// <summary>EAGAIN of flock on Linux, and the sharing violation of Windows.</summary>
    private const int Locked = 11;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Whether a file of the lake is held by somebody and no part of it: deleted under its holder, it would let a second one in.</summary>
    public static bool IsLock(string file) => Path.GetFileName(file) is Import or Analysis;

    /// <summary>Waits for the lock; null when another still held it after the patience was over.</summary>
    public static async Task<FolderLock?> TakeAsync(DataFolder folder, string name, TimeSpan patience, CancellationToken stop)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FolderLock(new FileStream(Path.Combine(folder.Lake, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException held) when (held.HResult is Locked or SharingViolation)
            {
                if (Environment.TickCount64 > until) return null;
                await Task.Delay(200, stop);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
