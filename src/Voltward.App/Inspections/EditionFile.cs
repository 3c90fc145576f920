using System.Security.Cryptography;
using System.Text;
using Voltward.App.Storage;

namespace Voltward.App.Inspections;

/// <summary>An edition of rules that a company publishes for itself (自订规则版本), as a file beside the shipped ones.</summary>
internal static class EditionFile
{
    /// <summary>Where a company's own editions of a kind lie.</summary>
    public static string FolderOf(DataFolder folder, string kind) => Path.Combine(folder.Root, "rules", kind);

    /// <summary>Writes the trail first, so that nothing is in force that nobody answers for; a file without its entry cannot be.</summary>
    /// <param name="work">Unit of work of the person who publishes; committed here.</param>
    /// <param name="folder">Data folder.</param>
    /// <param name="edition">Folder of the kind and name of the edition.</param>
    /// <param name="text">The edition as it was sent.</param>
    /// <param name="entry">Action, subject and detail of the trail, the last from the hash of the text, in hexadecimal.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task PublishAsync(
        Work work, DataFolder folder, (string Kind, string Name) edition, string text, (string Action, string Subject, Func<string, object> Detail) entry, CancellationToken stop)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await work.CommitAsync(entry.Action, entry.Subject, entry.Detail(Convert.ToHexStringLower(SHA256.HashData(bytes))), stop: stop);
        DurableFile.Folder(folder.Root, "rules");
        DurableFile.Folder(Path.Combine(folder.Root, "rules"), edition.Kind);
        DurableFile.Write(FolderOf(folder, edition.Kind), edition.Name + ".json", bytes);
    }
}
