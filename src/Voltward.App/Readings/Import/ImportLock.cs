using Voltward.App.Storage;

namespace Voltward.App.Readings.Import;

/// <summary>One import at a time per data folder. The system frees the lock when its holder dies, however it dies.</summary>
internal sealed class ImportLock : IDisposable
{
    public const string FileName = "import.lock";

    /// <summary>EAGAIN of flock on Linux, and the sharing violation of Windows.</summary>
    private const int Locked = 11;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private ImportLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock; null when another import still held it after the patience was over.</summary>
    public static async Task<ImportLock?> TakeAsync(DataFolder folder, TimeSpan patience, CancellationToken stop)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new ImportLock(new FileStream(Path.Combine(folder.Lake, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
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
