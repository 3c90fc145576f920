using System.Text.Json;
using Voltward.Domain.Planning;

namespace Voltward.App.Inspections;

/// <summary>Editions of cycles and special rounds: those shipped, and the company's own, which are only ever added to.</summary>
internal sealed class RuleEditions(string shipped, string? own)
{
    public const string CyclesFolder = "cycles", CampaignsFolder = "campaigns";

    private readonly OwnFiles _cycleFiles = new(Directory.GetFiles(shipped, "cycles-*.json"), own, CyclesFolder);
    private readonly OwnFiles _campaignFiles = new(Directory.GetFiles(Path.Combine(shipped, CampaignsFolder), "*.json"), own, CampaignsFolder);

    public CycleTerms Cycles(DateOnly day) => Terms(CycleEditions.Where(c => c.EffectiveFrom <= day).MaxBy(Rank)
        ?? throw new InvalidDataException($"no cycles in force on {day:yyyy-MM-dd}"));

    /// <summary>What an edition sets. One that does not say who belongs to its classes (the form does not ask) keeps what was said before it.</summary>
    public CycleTerms Terms(CyclesFile edition) =>
        edition.Terms(CycleEditions.OrderBy(Rank).TakeWhile(c => c != edition).Append(edition).Last(c => c.SaysWho));

    /// <summary>Of two editions of one day the later name holds: <c>cycles-10</c> is later than <c>cycles-9</c>.</summary>
    public static (DateOnly From, int Length, string Version) Rank(CyclesFile file) => (file.EffectiveFrom, file.Version.Length, file.Version);

    public IReadOnlyList<CyclesFile> CycleEditions => _cycleFiles.Read<CyclesFile>();

    public IReadOnlyList<Campaign> Campaigns => [.. CampaignEditions.Select(c => c.Terms)];

    public IReadOnlyList<CampaignFile> CampaignEditions => _campaignFiles.Read<CampaignFile>();

    /// <summary>The text of an edition; null when there is none of that name.</summary>
    public string? Text(string version) => _cycleFiles.Paths.Concat(_campaignFiles.Paths)
        .FirstOrDefault(p => Path.GetFileNameWithoutExtension(p) == version) is { } path ? File.ReadAllText(path) : null;

    /// <summary>Files of one kind, read again only when one was added.</summary>
    private sealed class OwnFiles(string[] shipped, string? own, string folder)
    {
        private (string[] Paths, object? Files) _read = ([], null);

        public string[] Paths =>
        [
            .. shipped.Order(StringComparer.Ordinal),
            .. own is not null && Directory.Exists(Path.Combine(own, folder)) ? Directory.GetFiles(Path.Combine(own, folder), "*.json").Order(StringComparer.Ordinal).ToArray() : [],
        ];

        public List<T> Read<T>()
        {
            var (paths, read) = (Paths, _read);
            if (read.Files is List<T> files && paths.SequenceEqual(read.Paths)) return files;
            files = [.. paths.Select(p => JsonSerializer.Deserialize<T>(File.ReadAllBytes(p), InspectionShelf.Options) ?? throw new InvalidDataException(p))];
            _read = (paths, files);
            return files;
        }
    }
}
