using System.Collections.Concurrent;
using System.Globalization;
using Voltward.Analytics.Detection;
using Voltward.Analytics.Readings;
using Voltward.App.Storage;

namespace Voltward.App.Detection;

/// <summary>
/// Dear findings of the nights before, so that an alarm that has been open for months is not pursued anew every night. An area is pursued when its
/// alarm opens, moves or closes, when anything it rests on was read late or corrected, and in any case on one night of the week that is its own; its
/// bookings are tested when its members or its feeder change, and on that night. One file a night beside the cache; without it everything is looked at again.
/// </summary>
internal sealed class KeptFindings
{
    private const string Form = "voltward-findings-1";
    private readonly DateOnly _asOf;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _before;
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _now = new(StringComparer.Ordinal);
    private int _kept;

    private KeptFindings(DateOnly asOf, string? from, Dictionary<string, ReadOnlyMemory<byte>> before) => (_asOf, From, _before) = (asOf, from, before);

    /// <summary>Run whose findings are at hand; null when there are none.</summary>
    public string? From { get; }

    /// <summary>Areas whose customers were not asked anew.</summary>
    public int Kept => _kept;

    /// <summary>The latest night before this one, if it is not too long ago and the same build of the engines wrote it.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="asOf">Tonight.</param>
    /// <param name="anew">Whether to begin from nothing.</param>
    public static KeptFindings Load(DataFolder folder, DateOnly asOf, bool anew)
    {
        for (var day = asOf.AddDays(-1); !anew && day > asOf.AddDays(-AreaPursuit.Nights); day = day.AddDays(-1))
        {
            var path = PathOf(folder, day);
            // Of more than some fifteen million customers the file no longer fits an array: everybody is asked.
            if (new FileInfo(path) is not { Exists: true } file || file.Length > Array.MaxLength) continue;
            var content = File.ReadAllBytes(path);
            using var reader = new BinaryReader(new MemoryStream(content));
            // The length comes first: a damaged file is as good as none.
            if (content.Length < sizeof(long) || reader.ReadInt64() != content.Length || reader.ReadString() != Form || reader.ReadString() != Build) continue;
            var (run, count) = (reader.ReadString(), reader.ReadInt32());
            var findings = new Dictionary<string, ReadOnlyMemory<byte>>(count, StringComparer.Ordinal);
            for (var n = 0; n < count; n++)
            {
                var (key, length) = (reader.ReadString(), reader.ReadInt32());
                findings[key] = content.AsMemory((int)reader.BaseStream.Position, length);
                reader.BaseStream.Position += length;
            }

            return new KeptFindings(asOf, run, findings);
        }

        return new KeptFindings(asOf, null, []);
    }

    /// <summary>The pursuit of an area, with the day on which it was asked when that was a night before; else null.</summary>
    public (AreaPursuit Pursuit, DateOnly? AskedOn) Pursuit(AreaFacts facts)
    {
        if (!AreaPursuit.IsAsked(facts)) return (AreaPursuit.Of(facts), null);
        var area = facts.Input.Area.AreaNo;
        if (Earlier("P " + area, area, behind => behind < facts.Daily.Days ? AreaPursuit.Fingerprint(facts, behind) : 0) is { } kept)
        {
            Interlocked.Increment(ref _kept);
            return (FindingBytes.Pursuit(kept.Bytes), kept.Day);
        }

        var pursuit = AreaPursuit.Of(facts);
        _now["P " + area] = FindingBytes.Of(_asOf, AreaPursuit.Fingerprint(facts, 0), pursuit);
        return (pursuit, null);
    }

    /// <summary>How the test of bookings went in an area on a night before, while nobody has moved; else null.</summary>
    /// <param name="area">The area.</param>
    /// <param name="members">Hash over its members and the areas of its feeder.</param>
    public (BookingAnswers Answers, DateOnly TestedOn)? Bookings(string area, ulong members)
    {
        if (Earlier("B " + area, area, _ => members) is not { } kept) return null;
        return (FindingBytes.Bookings(kept.Bytes), kept.Day);
    }

    /// <summary>Keeps how the test of bookings went tonight.</summary>
    public void Keep(string area, ulong members, BookingAnswers answers) => _now["B " + area] = FindingBytes.Of(_asOf, members, answers);

    /// <summary>Writes what was found and what was kept, and takes away what no night will ask for again.</summary>
    public void Save(DataFolder folder, string runId)
    {
        var place = Directory.CreateDirectory(PlaceOf(folder)).FullName;
        var part = Path.Combine(place, "." + runId);
        using (var writer = new BinaryWriter(File.Create(part)))
        {
            writer.Write(0L);
            writer.Write(Form);
            writer.Write(Build);
            writer.Write(runId);
            writer.Write(_now.Count);
            foreach (var (key, bytes) in _now.OrderBy(a => a.Key, StringComparer.Ordinal))
            {
                writer.Write(key);
                writer.Write(bytes.Length);
                writer.Write(bytes.Span);
            }

            var length = writer.BaseStream.Position;
            writer.BaseStream.Position = 0;
            writer.Write(length);
        }

        DurableFile.Seal(part, PathOf(folder, _asOf));
        var oldest = Path.GetFileName(PathOf(folder, _asOf.AddDays(-AreaPursuit.Nights)));
        foreach (var file in Directory.EnumerateFiles(place, "*.bin").Where(f => string.CompareOrdinal(Path.GetFileName(f), oldest) < 0)) File.Delete(file);
    }

    private (ReadOnlyMemory<byte> Bytes, DateOnly Day)? Earlier(string key, string area, Func<int, ulong> fingerprint)
    {
        if (IsDue(area) || !_before.TryGetValue(key, out var bytes)) return null;
        var (day, before) = FindingBytes.Head(bytes);
        var behind = _asOf.DayNumber - day.DayNumber;
        if (behind is <= 0 or >= AreaPursuit.Nights || fingerprint(behind) != before) return null;
        _now[key] = bytes;
        return (bytes, day);
    }

    /// <summary>Its own night of the week, the same on every machine.</summary>
    private bool IsDue(string area) => ((CacheLayout.Hash(area) % AreaPursuit.Nights) + (ulong)_asOf.DayNumber) % AreaPursuit.Nights == 0;

    private static string Build => string.Create(CultureInfo.InvariantCulture, $"{typeof(AreaPursuit).Module.ModuleVersionId} {typeof(KeptFindings).Module.ModuleVersionId}");

    private static string PlaceOf(DataFolder folder) => Path.Combine(folder.Cache, "findings");

    private static string PathOf(DataFolder folder, DateOnly day) => Path.Combine(PlaceOf(folder), string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}.bin"));
}
