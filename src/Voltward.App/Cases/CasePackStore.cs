using System.Globalization;
using Voltward.App.Storage;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>SQL of the evidence pack and of the innocent explanations of a case.</summary>
internal static class CasePackStore
{
    private const string Evidence = "EVD-";

    /// <summary>The pack by the rules in force on the day of the visit; refusals when the rule data lack it.</summary>
    public static async Task<Outcome<CasePack>> PackAsync(this Session session, CaseRow held)
    {
        if (!PackLaw.On(held.FoundOn).Succeeded(out var law, out var problem)) return problem;
        var filed = await session.FiledAsync(held.CaseNo);
        var onFile = (await session.ProvedItemsAsync(held.CaseNo, law.LeastPhotos)).Concat(filed.Select(f => f.Item)).ToHashSet();
        var theft = held.Kind == "theft";
        return new CasePack(theft ? law.Due : new Dictionary<PackStage, IReadOnlyList<string>>(), onFile, filed, theft ? law.Explanations : [], await session.TestedAsync(held.CaseNo));
    }

    /// <summary>Null when a stage may be passed, else the refusal.</summary>
    public static async Task<Problem?> PackRefusesAsync(this Session session, CaseRow held, PackStage stage) =>
        (await session.PackAsync(held)).Succeeded(out var pack, out var problem) ? pack.Refuse(stage) : problem;

    public static Task<IReadOnlyList<FiledRow>> FiledAsync(this Session session, string caseNo) => session.QueryAsync<FiledRow>(
        """
        select item as Item, reference as Reference, detail as Detail, sha256 as Sha256, bytes as Bytes, media_type as MediaType, filed_at as FiledAt,
               filed_by as FiledBy
        from case_evidence where case_no = @caseNo order by n
        """,
        new { caseNo });

    public static Task<IReadOnlyList<TestedRow>> TestedAsync(this Session session, string caseNo) => session.QueryAsync<TestedRow>(
        """
        select explanation as Explanation, excluded as Excluded, grounds as Grounds, reference as Reference, tested_at as TestedAt, tested_by as TestedBy
        from case_innocent where case_no = @caseNo order by n
        """,
        new { caseNo });

    public static Task AddFiledAsync(this Work work, string caseNo, FiledRow row) => work.ExecuteAsync(
        """
        insert into case_evidence (case_no, n, item, reference, detail, sha256, bytes, media_type, filed_at, filed_by)
        select @caseNo, coalesce(max(n), 0) + 1, @Item, @Reference, @Detail, @Sha256, @Bytes, @MediaType, @FiledAt, @FiledBy from case_evidence where case_no = @caseNo
        """,
        new { caseNo, row.Item, row.Reference, row.Detail, row.Sha256, row.Bytes, row.MediaType, row.FiledAt, row.FiledBy });

    public static Task AddTestedAsync(this Work work, string caseNo, InnocentTest test, string reference) => work.ExecuteAsync(
        """
        insert into case_innocent (case_no, n, explanation, excluded, grounds, reference, tested_at, tested_by)
        select @caseNo, coalesce(max(n), 0) + 1, @Explanation, @excluded, @Grounds, @reference, @at, @actor from case_innocent where case_no = @caseNo
        """,
        new { caseNo, test.Explanation, excluded = test.Excluded ? 1L : 0L, test.Grounds, reference, at = work.Now, actor = work.Actor.PersonId });

    /// <summary>Items of the pack that the records of the case themselves prove.</summary>
    public static async Task<IReadOnlyList<string>> ProvedItemsAsync(this Session session, string? caseNo, int leastPhotos)
    {
        if (caseNo is null) return [];
        var found = await session.FindAsync<PackRow>(
            """
            select (select count(*) from visit_photo p where p.visit_id = v.visit_id and p.media_type like 'image/%') as Photos,
                   (select count(*) from visit_photo p where p.visit_id = v.visit_id and p.media_type like 'video/%') as Videos,
                   (select count(*) from visit_seal s where s.visit_id = v.visit_id and s.condition <> 'not-checked') as Seals,
                   (select count(*) from visit_measurement m where m.visit_id = v.visit_id) as Measurements,
                   (select count(*) from visit_inspector i where i.visit_id = v.visit_id and i.counted = 1) as Inspectors,
                   case when v.signature is null then 0 else 1 end as Signed,
                   (select count(*) from exhibit e where e.case_no = c.case_no) as Exhibits,
                   (select count(*) from settlement s where s.case_no = c.case_no and s.state = 'approved') as Sheets,
                   (select count(*) from case_document d where d.case_no = c.case_no and d.served_at is not null and d.kind in ('theft-notice', 'breach-notice')) as Served
            from inspection_case c join finding f on f.finding_id = c.finding_id join visit v on v.visit_id = f.visit_id
            where c.case_no = @caseNo and v.state = 'accepted'
            """,
            new { caseNo });
        if (found is null) return [];
        (bool Proved, int Item)[] items =
        [
            (found.Inspectors >= 2, 1), (found.Videos > 0, 2), (found.Photos >= leastPhotos, 3), (found.Seals > 0, 4), (found.Measurements > 0, 5),
            (found.Signed == 1, 6), (found.Exhibits > 0, 7), (found.Sheets > 0, 10), (found.Served > 0, 11),
        ];
        return [.. items.Where(i => i.Proved).Select(i => Evidence + i.Item.ToString(CultureInfo.InvariantCulture))];
    }

    private sealed class PackRow
    {
        public long Photos { get; init; }

        public long Videos { get; init; }

        public long Seals { get; init; }

        public long Measurements { get; init; }

        public long Inspectors { get; init; }

        public long Signed { get; init; }

        public long Exhibits { get; init; }

        public long Sheets { get; init; }

        public long Served { get; init; }
    }
}

/// <summary>The dated rules of the evidence pack.</summary>
/// <param name="Due">Items by stage.</param>
/// <param name="Explanations">Innocent explanations to be tested.</param>
/// <param name="LeastPhotos">Photos that make item 3.</param>
internal sealed record PackLaw(IReadOnlyDictionary<PackStage, IReadOnlyList<string>> Due, IReadOnlyList<string> Explanations, int LeastPhotos)
{
    private const string Nation = "CN";

    /// <summary>The rules in force on a day.</summary>
    public static Outcome<PackLaw> On(DateOnly day)
    {
        if (!RuleShelf.Standard.Succeeded(out var shelf, out var problem)) return problem;
        if (!RuleSelection.OnDay(shelf.Records, "EVD", [], Nation, day).Succeeded(out var pack, out problem)) return problem;
        if (!RuleSelection.OnDay(shelf.Records, "INNOCENT", [], Nation, day).Succeeded(out var innocent, out problem)) return problem;
        if (!int.TryParse(pack.Find("leastPhotos"), NumberStyles.None, CultureInfo.InvariantCulture, out var photos)) return RuleProblems.RecordIncomplete(pack.Foundation.RuleSetId, "EVD", "leastPhotos");
        return new PackLaw(
            new Dictionary<PackStage, IReadOnlyList<string>>
            {
                [PackStage.OnSite] = List(pack, "onSite"),
                [PackStage.Confirmed] = List(pack, "confirmed"),
                [PackStage.NoticeServed] = List(pack, "noticeServed"),
            },
            List(innocent, "tests"),
            photos);
    }

    private static string[] List(RuleTerms terms, string key) =>
        terms.Find(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
