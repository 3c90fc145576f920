using Voltward.App.Storage;
using Voltward.Domain.Evidence;

namespace Voltward.App.Evidence;

/// <summary>SQL of exhibits and their moves. Rows are only added.</summary>
internal static class ExhibitStore
{
    private const string Columns =
        """
        e.exhibit_no as ExhibitNo, e.case_no as CaseNo, e.kind as Kind, e.description as Description, e.company_owned as CompanyOwned, e.obtained as Obtained,
        e.given_by as GivenBy, e.bag_no as BagNo, e.seal_no as SealNo, e.photo_sha256 as PhotoSha256, e.place as Place, e.sealed_at as SealedAt,
        e.sealed_by as SealedBy, e.witness as Witness
        """;

    public static async Task<bool> AddExhibitAsync(this Work work, Exhibit e, string orgPath) => 1 == await work.ExecuteAsync(
        """
        insert into exhibit (exhibit_no, case_no, org_path, kind, description, company_owned, obtained, given_by, bag_no, seal_no, photo_sha256, place, sealed_at, sealed_by, witness)
        values (@ExhibitNo, @CaseNo, @orgPath, @Kind, @Description, @owned, @obtained, @GivenBy, @BagNo, @SealNo, @PhotoSha256, @Place, @SealedAt, @SealedBy, @Witness)
        on conflict (seal_no) do nothing
        """,
        new
        {
            e.ExhibitNo,
            e.CaseNo,
            orgPath,
            e.Kind,
            e.Description,
            owned = e.CompanyOwned ? 1L : 0L,
            obtained = ObtainedWord(e.Obtained),
            e.GivenBy,
            e.BagNo,
            e.SealNo,
            e.PhotoSha256,
            e.Place,
            e.SealedAt,
            e.SealedBy,
            e.Witness,
        });

    public static Task AddMoveAsync(this Work work, string exhibitNo, ExhibitMove move, string? photoSha256, string? note) => work.ExecuteAsync(
        """
        insert into exhibit_move (exhibit_no, n, kind, at, given_by, taken_by, place, seal_found, seal_after, authorisation, photo_sha256, note, recorded_by)
        select @exhibitNo, coalesce(max(n), 0) + 1, @kind, @At, @GivenBy, @TakenBy, @Place, @SealFound, @SealAfter, @Authorisation, @photoSha256, @note, @actor
        from exhibit_move where exhibit_no = @exhibitNo
        """,
        new
        {
            exhibitNo,
            kind = move.Kind == ExhibitMoveKind.Open ? "open" : "hand-over",
            move.At,
            move.GivenBy,
            move.TakenBy,
            move.Place,
            move.SealFound,
            move.SealAfter,
            move.Authorisation,
            photoSha256,
            note,
            actor = work.Actor.PersonId,
        });

    /// <summary>The exhibit with its row held, so that two moves at once take their turns.</summary>
    public static async Task<Exhibit?> TakeExhibitAsync(this Work work, string exhibitNo)
    {
        await work.ExecuteAsync("update exhibit set place = place where exhibit_no = @exhibitNo", new { exhibitNo });
        return (await work.FindAsync<ExhibitRow>($"select {Columns} from exhibit e where e.exhibit_no = @exhibitNo and @@scope(e.org_path)", new { exhibitNo }))?.Exhibit;
    }

    public static async Task<IReadOnlyList<Exhibit>> ExhibitsAsync(this Session session, string caseNo) =>
        [.. (await session.QueryAsync<ExhibitRow>($"select {Columns} from exhibit e where e.case_no = @caseNo and @@scope(e.org_path) order by e.exhibit_no", new { caseNo })).Select(r => r.Exhibit)];

    public static async Task<IReadOnlyList<ExhibitMove>> MovesAsync(this Session session, string exhibitNo) =>
        [.. (await session.QueryAsync<MoveRow>(
            """
            select kind as Kind, at as At, given_by as GivenBy, taken_by as TakenBy, place as Place, seal_found as SealFound, seal_after as SealAfter,
                   authorisation as Authorisation
            from exhibit_move where exhibit_no = @exhibitNo order by n
            """,
            new { exhibitNo })).Select(m => m.Move)];

    private static string ObtainedWord(ExhibitObtained obtained) => obtained switch
    {
        ExhibitObtained.Removed => "removed",
        ExhibitObtained.HandedOver => "handed-over",
        ExhibitObtained.TakenByPolice => "taken-by-police",
    };

    private sealed class ExhibitRow
    {
        public string ExhibitNo { get; init; } = "";

        public string CaseNo { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Description { get; init; } = "";

        public long CompanyOwned { get; init; }

        public string Obtained { get; init; } = "";

        public string? GivenBy { get; init; }

        public string BagNo { get; init; } = "";

        public string SealNo { get; init; } = "";

        public string PhotoSha256 { get; init; } = "";

        public string Place { get; init; } = "";

        public DateTimeOffset SealedAt { get; init; }

        public string SealedBy { get; init; } = "";

        public string Witness { get; init; } = "";

        public Exhibit Exhibit => new(
            ExhibitNo, CaseNo, Kind, Description, CompanyOwned == 1, Enum.GetValues<ExhibitObtained>().First(o => ObtainedWord(o) == Obtained), GivenBy, BagNo,
            SealNo, PhotoSha256, Place, SealedAt, SealedBy, Witness);
    }

    private sealed class MoveRow
    {
        public string Kind { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public string GivenBy { get; init; } = "";

        public string TakenBy { get; init; } = "";

        public string Place { get; init; } = "";

        public string SealFound { get; init; } = "";

        public string SealAfter { get; init; } = "";

        public string? Authorisation { get; init; }

        public ExhibitMove Move => new(Kind == "open" ? ExhibitMoveKind.Open : ExhibitMoveKind.HandOver, At, GivenBy, TakenBy, Place, SealFound, SealAfter, Authorisation);
    }
}
