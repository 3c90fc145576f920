using System.Diagnostics;
using System.Globalization;

namespace Voltward.Tests.Support;

/// <summary>
/// A PostgreSQL server of our own, started once per test run with <c>initdb</c> as an unprivileged user, on a socket in a
/// temporary folder. Null when PostgreSQL is not installed; the tests that need it then show as skipped.
/// </summary>
internal static class Postgres
{
    private static readonly Lazy<string?> Server = new(Start);
    private const string Prefix = "voltward-pg-";
    private const string Owner = "owner";
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

        Sweep(bin);
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        File.WriteAllText(Path.Combine(folder, Owner), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        if (Environment.UserName == "root") Run("chown", $"postgres {folder}");
        AsOwner($"{bin}/initdb -D {folder}/data -U postgres -A trust --locale=C.UTF-8 -E UTF8 --no-sync");
        AsOwner($"{bin}/pg_ctl -D {folder}/data -w -l {folder}/log -o \"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=200\" start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => AsOwner($"{bin}/pg_ctl -D {folder}/data -m immediate stop");
        return folder;
    }

    /// <summary>A test run that was killed leaves its server running and a gigabyte behind.</summary>
    private static void Sweep(string bin)
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.Combine(folder, Owner);
            if (!OperatingSystem.IsLinux() || !File.Exists(owner) || Directory.Exists($"/proc/{File.ReadAllText(owner)}")) continue;
            if (File.Exists(Path.Combine(folder, "data", "postmaster.pid"))) AsOwner($"{bin}/pg_ctl -D {folder}/data -m immediate stop", mayFail: true);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AsOwner(string command, bool mayFail = false)
    {
        if (Environment.UserName == "root") Run("runuser", $"-u postgres -- {command}", mayFail);
        else Run("/bin/sh", $"-c \"{command.Replace("\"", "\\\"", StringComparison.Ordinal)}\"", mayFail);
    }

    private static void Run(string program, string arguments, bool mayFail = false)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        })!;
        process.WaitForExit();
        if (process.ExitCode != 0 && !mayFail) throw new InvalidOperationException($"{program} {arguments}: exit {process.ExitCode}");
    }
}
