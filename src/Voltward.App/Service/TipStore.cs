using System.Globalization;
using Voltward.App.Storage;
using Voltward.Domain.Service;

namespace Voltward.App.Service;

/// <summary>SQL that writes and finds tips.</summary>
internal static class TipStore
{
    private const string Columns =
        """
        t.tip_no as TipNo, t.org_path as OrgPath, t.kind as Kind, t.state as State, t.received_on as ReceivedOn, t.contact_sealed as ContactSealed,
        t.customer_no as CustomerNo, t.area_no as AreaNo, t.decided_by as DecidedBy, t.duplicate_of as DuplicateOf, t.reason as Reason, t.passed_to as PassedTo
        """;

    /// <summary>Whether the visits of a tip found something: the finding recorded after them, or a hazard they opened.</summary>
    internal const string ResultOf =
        """
        case when t.state <> 'visited' then 'unknown'
             when exists (select 1 from order_ask k join finding f on f.order_no = k.order_no where k.source = 'tip' and k.source_id = t.tip_no and f.kind <> 'nothing')
               or exists (select 1 from order_ask k join visit v on v.order_no = k.order_no join hazard h on h.visit_id = v.visit_id where k.source = 'tip' and k.source_id = t.tip_no)
               then 'confirmed'
             when exists (select 1 from order_ask k join finding f on f.order_no = k.order_no where k.source = 'tip' and k.source_id = t.tip_no) then 'not-confirmed'
             else 'unknown' end
        """;

    /// <summary>An order for the tip that is not finished; no row when none is.</summary>
    internal const string PlannedOrder =
        "select o.order_no from order_ask k join work_order o on o.order_no = k.order_no where k.source = 'tip' and k.source_id = t.tip_no and o.state in ('draft', 'approved', 'under-way', 'submitted', 'returned')";

    public static async Task<string> NextNumberAsync(this Work work, string prefix)
    {
        var year = CompanyTime.Day(work.Now).Year;
        var n = await work.NextAsync(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{year}"));
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}-{year}-{n:000000}");
    }

    public static async Task AddTipAsync(this Work work, NewTip tip, IReadOnlyList<(string Sha256, int Bytes)> photos)
    {
        await work.ExecuteAsync(
            """
            insert into tip_off (tip_no, org_path, kind, state, place, what, seen, label_code, received_on, decide_by, code_hash, contact_sealed, terms)
            values (@TipNo, @OrgPath, @Kind, 'received', @Place, @What, @Seen, @LabelCode, @ReceivedOn, @DecideBy, @CodeHash, @ContactSealed, @Terms)
            """,
            tip);
        await work.ExecuteManyAsync(
            "insert into tip_photo (tip_no, n, sha256, bytes) values (@TipNo, @n, @sha256, @bytes)",
            photos.Select((p, i) => new { tip.TipNo, n = i + 1L, sha256 = p.Sha256, bytes = (long)p.Bytes }));
    }

    /// <summary>The tip with its row held, so that two decisions at once take their turns.</summary>
    public static async Task<TipRow?> TakeTipAsync(this Work work, string tipNo)
    {
        await work.ExecuteAsync("update tip_off set kind = kind where tip_no = @tipNo", new { tipNo });
        return await work.FindAsync<TipRow>($"select {Columns} from tip_off t where t.tip_no = @tipNo and @@scope(t.org_path)", new { tipNo });
    }

    public static Task<TipRow?> TipByCodeAsync(this Session session, string hash) =>
        session.FindAsync<TipRow>($"select {Columns} from tip_off t where t.code_hash = @hash", new { hash });

    public static async Task<TipResult> ResultAsync(this Session session, string tipNo) =>
        EnumText.Parse<TipResult>((await session.ScalarAsync<string>($"select {ResultOf} from tip_off t where t.tip_no = @tipNo", new { tipNo }))!);

    public static Task<string?> PlannedOrderAsync(this Session session, string tipNo) =>
        session.FindAsync<string>($"select min(x.order_no) from (select ({PlannedOrder} order by o.order_no limit 1) as order_no from tip_off t where t.tip_no = @tipNo) x", new { tipNo });

    /// <summary>Where a customer or an area lies; null when there is none inside the person's part.</summary>
    public static Task<string?> OrgPathOfAsync(this Session session, string? customerNo, string? areaNo) => session.FindAsync<string>(
        customerNo is not null
            ? "select c.org_path from customer c where c.customer_no = @customerNo and c.known_to > @now and c.valid_from <= @today and c.valid_to > @today and @@scope(c.org_path)"
            : "select a.org_path from transformer_area a where a.area_no = @areaNo and a.known_to > @now and a.valid_from <= @today and a.valid_to > @today and @@scope(a.org_path)",
        new { customerNo, areaNo, now = session.Now, today = CompanyTime.Day(session.Now) });

    public static Task DecideAsync(this Work work, TipRow tip, TipState next, Decided d) => work.ExecuteAsync(
        """
        update tip_off set state = @state, org_path = @OrgPath, customer_no = @CustomerNo, area_no = @AreaNo, decided_by = @actor, decided_at = @at,
            reason = @Reason, reason_inside = @Inside, duplicate_of = @DuplicateOf, passed_to = @PassedTo, focus = @Focus, visit_by = @VisitBy
        where tip_no = @TipNo
        """,
        new { tip.TipNo, state = next.Code(), actor = work.Actor.PersonId, at = work.Now, d.OrgPath, d.CustomerNo, d.AreaNo, d.Reason, d.Inside, d.DuplicateOf, d.PassedTo, d.Focus, d.VisitBy });
}

/// <summary>A tip as it comes in.</summary>
internal sealed record NewTip(
    string TipNo, string OrgPath, string Kind, string Place, string What, string? Seen, string? LabelCode, DateOnly ReceivedOn, DateOnly DecideBy, string CodeHash, string? ContactSealed, string Terms);

/// <summary>What a decision writes.</summary>
internal sealed record Decided(
    string OrgPath, string? CustomerNo, string? AreaNo, string Reason, string? Inside, string? DuplicateOf, string? PassedTo, string? Focus, DateOnly? VisitBy);

/// <summary>A tip as stored, without its words.</summary>
internal sealed class TipRow
{
    public string TipNo { get; init; } = "";

    public string OrgPath { get; init; } = "";

    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public DateOnly ReceivedOn { get; init; }

    public string? ContactSealed { get; init; }

    public string? CustomerNo { get; init; }

    public string? AreaNo { get; init; }

    public string? DecidedBy { get; init; }

    public string? DuplicateOf { get; init; }

    public string? Reason { get; init; }

    public string? PassedTo { get; init; }

    public TipKind TipKind => EnumText.Parse<TipKind>(Kind);

    public TipState CurrentState => EnumText.Parse<TipState>(State);
}
