using System.Security.Cryptography;
using System.Text;
using Voltward.App.Readings.Sources;
using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Import;

/// <summary>Which files an import reads: those named, and those of named folders, in an order that does not depend on the disk.</summary>
internal static class SourceFiles
{
    public static Outcome<IReadOnlyList<SourceFile>> Find(IReadOnlyList<string> named, SourceShape source)
    {
        var paths = new List<string>();
        foreach (var name in named)
        {
            var path = Path.GetFullPath(name);
            if (Directory.Exists(path)) paths.AddRange(source.Kind == SourceKind.OpenDss ? [path] : Inside(path));
            else if (File.Exists(path)) paths.Add(path);
            else return ReadingProblems.FileMissing(name);
        }

        if (paths.Count == 0) return ReadingProblems.NoFiles(string.Join(", ", named));
        return paths.Distinct(StringComparer.Ordinal).Select((p, i) => Describe(p, i)).ToList();
    }

    private static IEnumerable<string> Inside(string folder) => Directory.EnumerateFiles(folder)
        .Where(f => TableSource.Extensions.Contains(Path.GetExtension(f).ToUpperInvariant()))
        .Order(StringComparer.Ordinal);

    private static SourceFile Describe(string path, int no)
    {
        if (!Directory.Exists(path))
        {
            using var file = File.OpenRead(path);
            return new(no, path, Path.GetFileName(path), file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
        }

        // A folder is what its files are: names and contents.
        var listing = new StringBuilder();
        var bytes = 0L;
        foreach (var inside in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var file = File.OpenRead(inside);
            bytes += file.Length;
            listing.Append(Path.GetRelativePath(path, inside)).Append('\n').Append(Convert.ToHexStringLower(SHA256.HashData(file))).Append('\n');
        }

        return new(no, path, Path.GetFileName(path.TrimEnd('/')), bytes, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(listing.ToString()))));
    }
}
