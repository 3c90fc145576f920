using System.Globalization;
using Voltward.App.Evidence;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>
/// A visit as it went (过程回放): every step with its time and the time since the one before, the path, and what changed against an earlier look at the same
/// place. For the reviewer, the manager and the inspectors of the visit themselves; never the sole ground for a measure against a person.
/// </summary>
public sealed class VisitReplay(Database database, EvidenceFiles files, InspectionShelf rules)
{
    /// <param name="At">By the device's clock, UTC.</param>
    /// <param name="AfterSeconds">Seconds since the step before; 0 for the first.</param>
    /// <param name="Kind">arrive sign-in identity safety item measurement photo leave.</param>
    /// <param name="What">Code, person or shot.</param>
    /// <param name="Text">In words.</param>
    /// <param name="Photo">Number of the photo; null for any other step.</param>
    public sealed record Step(DateTimeOffset At, double AfterSeconds, string Kind, string What, Words Text, int? Photo = null);

    /// <param name="At">Time of the fix.</param>
    /// <param name="EastM">Metres east of the first position.</param>
    /// <param name="NorthM">Metres north of it.</param>
    /// <param name="AccuracyM">Radius of confidence, metres.</param>
    /// <param name="Mock">Whether the platform calls it made up.</param>
    public sealed record Place(DateTimeOffset At, double EastM, double NorthM, long AccuracyM, bool? Mock);

    /// <param name="Code">Item.</param>
    /// <param name="Text">Item in words.</param>
    /// <param name="First">Answer of the earlier visit.</param>
    /// <param name="Second">Answer of the later one.</param>
    public sealed record Difference(string Code, Words Text, string First, string Second);

    /// <param name="VisitId">The visit.</param>
    /// <param name="Steps">In order of time.</param>
    /// <param name="Places">In order of time; empty when the device gave none.</param>
    /// <param name="OnSiteSeconds">By the clock that nobody can set, where the device has one; else by its ordinary clock.</param>
    /// <param name="Steady">Whether that clock was there.</param>
    /// <param name="OtherVisit">The visit compared with: the version it corrects, or the other half of a blind pair that is done; null when none.</param>
    /// <param name="Differences">Items answered otherwise there.</param>
    public sealed record View(
        string VisitId, IReadOnlyList<Step> Steps, IReadOnlyList<Place> Places, double OnSiteSeconds, bool Steady, string? OtherVisit, IReadOnlyList<Difference> Differences);

    public async Task<Outcome<View>> RunAsync(string visitId, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var visit = await look.FindVisitAsync(visitId);
        if (visit?.ContentSha256 is null) return VisitProblems.NotFound(visitId);
        var own = await look.ScalarAsync<long>("select count(*) from visit_inspector where visit_id = @visitId and person_id = @PersonId", new { visitId, actor.PersonId }) > 0;
        if (!own && !actor.Is(Role.Reviewer, Role.Manager)) return AccessProblems.RoleMissing(Role.Reviewer, Role.Manager);
        if (!(await files.ReadAsync(visit.ContentSha256, stop)).Succeeded(out var bytes, out var lost)) return lost;
        if (!VisitRecordText.Read(bytes).Succeeded(out var record, out var unreadable)) return unreadable;
        var texts = rules.Checklists[record.ChecklistId].Items.ToDictionary(i => i.Code, i => i.Text);
        var other = await OtherAsync(look, record);
        return new View(
            visitId, Steps(record, texts), Places(record),
            record.Capture?.MonotonicMs / 1000.0 ?? (record.FinishedAt - record.StartedAt).TotalSeconds, record.Capture?.MonotonicMs is not null,
            other, other is null ? [] : await DifferencesAsync(look, other, visitId, texts));
    }

    private static IReadOnlyList<Step> Steps(VisitRecord r, Dictionary<string, Words> texts)
    {
        IEnumerable<Step> all =
        [
            new(r.StartedAt, 0, "arrive", "", new("到达", "arrived")),
            .. r.SignIns.Select(s => new Step(s.At, 0, "sign-in", s.PersonId, new("签到", "signed in"))),
            .. r.IdentityShownAt is { } shown ? [new Step(shown, 0, "identity", "", new("出示证件", "showed the card"))] : (Step[])[],
            .. r.SafetyConfirmedAt is { } safe ? [new Step(safe, 0, "safety", "", new("确认安全措施", "confirmed the safety steps"))] : (Step[])[],
            .. r.Items.Select(i => new Step(i.At, 0, "item", i.Code, texts.GetValueOrDefault(i.Code, new(i.Code, i.Code)))),
            .. r.Measurements.Select(m => new Step(m.At, 0, "measurement", m.Quantity, new(Number(m), Number(m)))),
            .. r.Photos.Select((p, n) => new Step(p.TakenAt ?? DateTimeOffset.MinValue, 0, "photo", p.Shot, new("拍照", "photo"), n)).Where(s => s.At > DateTimeOffset.MinValue),
            new(r.FinishedAt, 0, "leave", "", new("离开", "left")),
        ];
        var ordered = all.OrderBy(s => s.At).ToList();
        return [.. ordered.Select((s, n) => s with { AfterSeconds = n == 0 ? 0 : (s.At - ordered[n - 1].At).TotalSeconds })];
    }

    private static string Number(MeasurementRecord m) => string.Create(CultureInfo.InvariantCulture, $"{m.Phase} {m.Value:0.###} {m.Unit}").TrimStart();

    /// <summary>Metres around the first position; near enough to a plane for one visit.</summary>
    private static IReadOnlyList<Place> Places(VisitRecord r)
    {
        var fixes = (r.Capture?.Places ?? []).Select(p => (p, Lat: Degrees(p.Lat), Lon: Degrees(p.Lon))).Where(p => double.IsFinite(p.Lat + p.Lon)).OrderBy(p => p.p.At).ToList();
        if (fixes.Count == 0) return [];
        const double MetresPerDegree = 40_000_000.0 / 360;
        var (lat, lon) = (fixes[0].Lat, fixes[0].Lon);
        return [.. fixes.Select(f => new Place(
            f.p.At, (f.Lon - lon) * MetresPerDegree * Math.Cos(lat * Math.PI / 180), (f.Lat - lat) * MetresPerDegree, f.p.AccuracyM, f.p.Mock))];
    }

    private static double Degrees(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    /// <summary>The visit it corrects; else, once both are accepted, the first visit that it looked at again.</summary>
    private static async Task<string?> OtherAsync(Look look, VisitRecord record) => record.Supersedes ?? await look.FindAsync<string>(
        """
        select b.first_visit_id from visit v join blind_reinspection b on b.order_no = v.order_no
        where v.visit_id = @VisitId and v.state = 'accepted' and @@scope(v.org_path) and @@blind(b.first_visit_id)
        """,
        new { record.VisitId });

    private static async Task<IReadOnlyList<Difference>> DifferencesAsync(Look look, string first, string second, Dictionary<string, Words> texts) =>
        [.. (await look.QueryAsync<PairedRow>(
            """
            select s.item_code as Code, f.answer as First, s.answer as Second from visit_item s join visit_item f on f.item_code = s.item_code
            where s.visit_id = @second and f.visit_id = @first and @@blind(f.visit_id) and (f.answer <> s.answer or f.failed <> s.failed) order by s.item_code
            """,
            new { first, second })).Select(d => new Difference(d.Code, texts.GetValueOrDefault(d.Code, new(d.Code, d.Code)), d.First, d.Second))];

    private sealed class PairedRow
    {
        public string Code { get; init; } = "";

        public string First { get; init; } = "";

        public string Second { get; init; } = "";
    }
}
