using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Voltward.App.Storage;

namespace Voltward.App.Inspections;

/// <summary>An edition of rules that a company publishes for itself (自订规则版本), as a file beside the shipped ones.</summary>
internal static class EditionFile
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>An edition as text that people can read; what is not stated is left out.</summary>
    public static string Text<T>(T file) => JsonSerializer.Serialize(file, Written);

    /// <summary>Where a company's own editions of a kind lie.</summary>
    public static string FolderOf(DataFolder folder, string kind) => Path.Combine(folder.Root, "rules", kind);

    /// <summary>
    /// Takes the name, writes the trail, then the file, so that nothing is in force that nobody answers for. Of two who publish under one name in one moment
    /// the first takes it; false for the other. Where the program died between trail and file, the next who tries makes the file good.
    /// </summary>
    /// <param name="work">Unit of work of the person who publishes; committed here.</param>
    /// <param name="folder">Data folder.</param>
    /// <param name="edition">Folder of the kind and name of the edition.</param>
    /// <param name="text">The edition as it was sent.</param>
    /// <param name="entry">Action, subject and detail of the trail, the last from the hash of the text, in hexadecimal.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<bool> PublishAsync(
        Work work, DataFolder folder, (string Kind, string Name) edition, string text, (string Action, string Subject, Func<string, object> Detail) entry, CancellationToken stop)
    {
        var taken = await work.ExecuteAsync(
            "insert into rule_edition (name, kind, content, published_by, published_at) values (@Name, @Kind, @text, @by, @at) on conflict (name) do nothing",
            new { edition.Name, edition.Kind, text, by = work.Actor.PersonId, at = work.Now }) == 0;
        if (taken)
        {
            var first = await work.FindAsync<Kept>("select kind as Kind, content as Content from rule_edition where name = @Name", new { edition.Name }) ?? throw new InvalidOperationException(edition.Name);
            if (!File.Exists(Path.Combine(FolderOf(folder, first.Kind), edition.Name + ".json"))) Write(folder, (first.Kind, edition.Name), Encoding.UTF8.GetBytes(first.Content));
            return false;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        await work.CommitAsync(entry.Action, entry.Subject, entry.Detail(Convert.ToHexStringLower(SHA256.HashData(bytes))), stop: stop);
        Write(folder, edition, bytes);
        return true;
    }

    private static void Write(DataFolder folder, (string Kind, string Name) edition, byte[] bytes)
    {
        DurableFile.Folder(folder.Root, "rules");
        DurableFile.Folder(Path.Combine(folder.Root, "rules"), edition.Kind);
        DurableFile.Write(FolderOf(folder, edition.Kind), edition.Name + ".json", bytes);
    }

    private sealed class Kept
    {
        public string Kind { get; init; } = "";

        public string Content { get; init; } = "";
    }
}
