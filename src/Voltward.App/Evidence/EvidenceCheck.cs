using System.Security.Cryptography;
using Voltward.App.Storage;
using Voltward.App.Trail;

namespace Voltward.App.Evidence;

/// <summary>Hashes every stored original anew, and looks for those that a record names and nobody has.</summary>
public sealed class EvidenceCheck(DataFolder folder, EvidenceFiles files)
{
    /// <returns>Number of originals that were hashed.</returns>
    public async Task<long> RunAsync(Look look, CheckFindings found, CancellationToken stop)
    {
        var hashed = 0L;
        foreach (var path in Directory.EnumerateFiles(folder.Evidence, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            // What a crash left behind under a part name was never acknowledged.
            if (Path.GetFileName(path) is not { Length: 64 } name) continue;
            await using var file = File.OpenRead(path);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop)) != name) found.Add("originals/" + name, CheckProblems.OriginalChanged(name));
            hashed++;
        }

        var named = await look.QueryAsync<string>(
            """
            select sha256 from visit_photo union select sha256 from case_document union select content_sha256 from visit where content_sha256 is not null
            union select photo_sha256 from exhibit union select photo_sha256 from exhibit_move where photo_sha256 is not null
            """);
        foreach (var sha256 in named.Where(n => !files.Has(n))) found.Add("originals/" + sha256, CheckProblems.OriginalMissing(sha256));
        return hashed;
    }
}
