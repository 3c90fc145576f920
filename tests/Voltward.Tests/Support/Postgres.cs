using System.Diagnostics;

namespace Voltward.Tests.Support;

/// <summary>
/// A PostgreSQL server of our own, started once per test run with <c>initdb</c> as an unprivileged user, on a socket in a
/// temporary folder. Null when PostgreSQL is not installed; the tests that need it then show as skipped.
/// </summary>
internal static class Postgres
{
    private static readonly Lazy<string?> Server = new(Start);
    private static int _databases;

    /// <summary>Connection string of a fresh, empty database; null when there is no PostgreSQL.</summary>
    public static string? NewDatabase()
    {
        if (Server.Value is not { } socket) return null;
        var name = $"voltward_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        using var data = Npgsql.NpgsqlDataSource.Create($"Host={socket};Username=postgres;Database=postgres;Pooling=false");
        using var command = data.CreateCommand($"create database {name}");
        command.ExecuteNonQuery();
        return $"Host={socket};Username=postgres;Database={name};Maximum Pool Size=20";
    }

    private static string? Start()
    {
        var bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Order().LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;
        if (bin is null) return null;

        var folder = Directory.CreateTempSubdirectory("voltward-pg-").FullName;
        if (Environment.UserName == "root") Run("chown", $"postgres {folder}");
        AsOwner($"{bin}/initdb -D {folder}/data -U postgres -A trust --locale=C.UTF-8 -E UTF8 --no-sync");
        AsOwner($"{bin}/pg_ctl -D {folder}/data -w -l {folder}/log -o \"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=200\" start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => AsOwner($"{bin}/pg_ctl -D {folder}/data -m immediate stop");
        return folder;
    }

    private static void AsOwner(string command)
    {
        if (Environment.UserName == "root") Run("runuser", $"-u postgres -- {command}");
        else Run("/bin/sh", $"-c \"{command.Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
    }

    private static void Run(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        })!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {arguments}: exit {process.ExitCode}");
    }
}
