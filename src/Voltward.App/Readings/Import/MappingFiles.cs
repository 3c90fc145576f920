using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Import;

/// <summary>Finds and reads mapping files: those shipped under rules/import, and those of the user by path.</summary>
internal static class MappingFiles
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
    };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "rules", "import");

    public static IReadOnlyList<string> Names => [.. Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public static Outcome<MappingProfile> Load(string name)
    {
        var file = name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Path.GetFullPath(name) : Path.Combine(Folder, name + ".json");
        if (name.Contains("..", StringComparison.Ordinal) && !name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return ReadingProblems.ProfileUnknown(name, Names);
        if (!File.Exists(file)) return ReadingProblems.ProfileUnknown(name, Names);

        var text = File.ReadAllBytes(file);
        MappingProfile? profile;
        try
        {
            profile = JsonSerializer.Deserialize<MappingProfile>(text, Options);
        }
        catch (JsonException e)
        {
            return ReadingProblems.MappingInvalid($"{Path.GetFileName(file)}, line {e.LineNumber + 1}, {e.Path}", "格式或成员不对。", "its form or a member is not right.");
        }

        if (profile is null) return ReadingProblems.MappingInvalid(Path.GetFileName(file), "内容为空。", "it is empty.");
        profile.Name = Path.GetFileNameWithoutExtension(file);
        profile.Sha256 = Convert.ToHexStringLower(SHA256.HashData(text));
        return MappingRules.Check(profile, Path.GetFileName(file)) is { } wrong ? wrong : profile;
    }
}
