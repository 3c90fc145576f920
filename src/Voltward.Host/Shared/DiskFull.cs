using Microsoft.Data.Sqlite;
using Voltward.Domain.Common;

namespace Voltward.Host.Shared;

/// <summary>A full disk is the one broken part of the world that whoever reads the message can mend, so it is said in words.</summary>
internal static class DiskFull
{
    /// <summary><c>ENOSPC</c> of Linux, which the runtime hands on as it is.</summary>
    private const int NoSpace = 28;

    /// <summary><c>SQLITE_FULL</c>.</summary>
    private const int SqliteFull = 13;

    /// <summary><c>SQLITE_IOERR_SHMSIZE</c>: not even the index of the write-ahead log finds room, so the database cannot be opened for writing.</summary>
    private const int NoRoomForIndex = 4874;

    /// <summary>Everything acknowledged was durable before; a command that broke off has left nothing that counts.</summary>
    public static Problem Problem { get; } = new(
        "shared.disk-full", ProblemKind.Conflict,
        new("磁盘已满，本次操作没有完成；此前已确认的内容都在。", "The disk is full and this was not finished; everything acknowledged before is there."),
        new("腾出磁盘空间，再执行同一操作。", "Free some disk space, then do the same again."));

    /// <summary>Whether it came to this, by whatever road.</summary>
    public static bool Caused(Exception? error) => error switch
    {
        null => false,
        SqliteException { SqliteErrorCode: SqliteFull } or SqliteException { SqliteExtendedErrorCode: NoRoomForIndex } => true,
        IOException { HResult: NoSpace } => true,
        AggregateException many => many.InnerExceptions.Any(Caused),
        // DuckDB knows the cause in words alone.
        _ => error.Message.Contains("No space left on device", StringComparison.Ordinal) || Caused(error.InnerException),
    };
}
