using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Service;

namespace Voltward.App.Service;

/// <summary>The desk of tips (举报台账); empty for whoever may not read tips.</summary>
public sealed class TipList(Database database)
{
    private static readonly ListSql Sql = new()
    {
        Select = Columns,
        From = $"{Joined} where @may = 1 and @@scope(t.org_path)",
        SearchIn = ["t.tip_no", "t.place", "t.what", "t.customer_no", "t.area_no", "c.name"],
        Filters = new Dictionary<string, string>
        {
            ["kind"] = "t.kind = @value",
            ["state"] = "t.state = @value",
            ["overdue"] = "@value = '1' and t.state in ('received', 'checking') and t.decide_by < @today",
            ["customer"] = "t.customer_no = @value",
        },
        Sorts = new Dictionary<string, string>
        {
            ["tip"] = "t.tip_no",
            ["kind"] = "t.kind",
            ["received"] = "t.received_on",
            ["decide"] = "t.decide_by",
            ["state"] = "t.state",
            ["customer"] = "t.customer_no",
        },
        Order = "case when t.state in ('received', 'checking') then 0 else 1 end, t.decide_by",
        Key = "t.tip_no desc",
    };

    internal const string Columns =
        $"""
        select t.tip_no as TipNo, t.kind as Kind, t.state as State, t.place as Place, t.what as What, t.seen as Seen, t.received_on as ReceivedOn, t.decide_by as DecideBy,
               case when t.state in ('received', 'checking') and t.decide_by < @today then 1 else 0 end as Overdue,
               case when t.contact_sealed is null then 0 else 1 end as Named, t.customer_no as CustomerNo, c.name as CustomerName, t.area_no as AreaNo,
               l.subject as LabelSubject, l.subject_no as LabelNo, k.name as TakenBy, d.name as DecidedBy, t.decided_at as DecidedAt, t.reason as Reason,
               t.reason_inside as ReasonInside, t.duplicate_of as DuplicateOf, t.passed_to as PassedTo, t.focus as Focus, t.visit_by as VisitBy, t.terms as Terms,
               ({TipStore.PlannedOrder} order by o.order_no limit 1) as PlannedOrder, {TipStore.ResultOf} as Result,
               (select count(*) from tip_photo f where f.tip_no = t.tip_no) as Photos
        """;

    internal const string Joined =
        """
        from tip_off t
        left join customer c on c.customer_no = t.customer_no and c.known_to > @now and c.valid_from <= @today and c.valid_to > @today
        left join tip_label l on l.label_code = t.label_code
        left join person k on k.person_id = t.taken_by
        left join person d on d.person_id = t.decided_by
        """;

    public async Task<ListPage<TipLine>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<TipLine>(look, request, new { now = look.Now, today = CompanyTime.Day(look.Now), may = TipRules.MayRead(actor) is null ? 1L : 0L });
    }
}

/// <summary>A tip with the names a reader needs.</summary>
public sealed class TipLine
{
    public string TipNo { get; init; } = "";

    /// <summary>theft, danger, other.</summary>
    public string Kind { get; init; } = "";

    /// <summary>received, checking, accepted, refused, duplicate, passed-on, visited.</summary>
    public string State { get; init; } = "";

    public string Place { get; init; } = "";

    public string What { get; init; } = "";

    public string? Seen { get; init; }

    public DateOnly ReceivedOn { get; init; }

    public DateOnly DecideBy { get; init; }

    /// <summary>1 when undecided past its day.</summary>
    public long Overdue { get; init; }

    /// <summary>1 when a name was given.</summary>
    public long Named { get; init; }

    public string? CustomerNo { get; init; }

    public string? CustomerName { get; init; }

    public string? AreaNo { get; init; }

    /// <summary>customer, area, box; null when no label was read.</summary>
    public string? LabelSubject { get; init; }

    public string? LabelNo { get; init; }

    public string? TakenBy { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? Reason { get; init; }

    public string? ReasonInside { get; init; }

    public string? DuplicateOf { get; init; }

    public string? PassedTo { get; init; }

    public string? Focus { get; init; }

    public DateOnly? VisitBy { get; init; }

    public string Terms { get; init; } = "";

    /// <summary>The unfinished order that is to settle it; null when none is.</summary>
    public string? PlannedOrder { get; init; }

    /// <summary>unknown, confirmed, not-confirmed.</summary>
    public string Result { get; init; } = "";

    public long Photos { get; init; }
}

/// <summary>Everything about one tip for the desk (举报详情).</summary>
public sealed class TipPage(Database database)
{
    public async Task<Outcome<TipView>> RunAsync(string tipNo, Actor actor, CancellationToken stop)
    {
        if (TipRules.MayRead(actor) is { } refused) return refused;
        await using var look = await database.LookAsync(actor, stop);
        var line = await look.FindAsync<TipLine>(
            $"{TipList.Columns} {TipList.Joined} where t.tip_no = @tipNo and @@scope(t.org_path)", new { tipNo, now = look.Now, today = CompanyTime.Day(look.Now) });
        if (line is null) return TipProblems.NotFound(tipNo);
        return new TipView(
            line,
            await look.QueryAsync<string>("select sha256 from tip_photo where tip_no = @tipNo order by n", new { tipNo }),
            await look.QueryAsync<OpeningLine>(
                """
                select o.n as N, o.state as State, o.why as Why, o.asked_by as AskedById, a.name as AskedBy, o.asked_at as AskedAt, b.name as AnsweredBy, o.answered_at as AnsweredAt, o.opened_at as OpenedAt
                from tip_opening o left join person a on a.person_id = o.asked_by left join person b on b.person_id = o.answered_by where o.tip_no = @tipNo order by o.n
                """,
                new { tipNo }),
            await look.FindAsync<RewardRow>($"{RewardRow.Sql} where r.tip_no = @tipNo", new { tipNo }) is { } r ? new RewardLine(r.RewardNo, r.State, r.AmountFen) : null,
            await look.QueryAsync<string>("select d.tip_no from tip_off d where d.duplicate_of = @tipNo and @@scope(d.org_path) order by d.tip_no", new { tipNo }),
            line is { State: "accepted", PlannedOrder: null } ? await look.UnfinishedOrderAsync(line.CustomerNo, line.AreaNo, unseenToo: false) : null);
    }

    /// <summary>Hash of a photo of a tip; null when there is none or the person may not see it.</summary>
    public async Task<string?> PhotoAsync(string tipNo, long n, Actor actor, CancellationToken stop)
    {
        if (TipRules.MayRead(actor) is not null) return null;
        await using var look = await database.LookAsync(actor, stop);
        return await look.FindAsync<string>("select f.sha256 from tip_photo f join tip_off t on t.tip_no = f.tip_no where t.tip_no = @tipNo and f.n = @n and @@scope(t.org_path)", new { tipNo, n });
    }
}

/// <summary>A tip as its page shows it.</summary>
/// <param name="Line">The tip.</param>
/// <param name="Photos">Hashes of its photos.</param>
/// <param name="Openings">Who asked to read the name, and what came of it.</param>
/// <param name="Reward">Its reward; null when there is none.</param>
/// <param name="Joined">Tips joined to it.</param>
/// <param name="Before">An unfinished order of the same customer or area, which has to end before the tip is planned; null when free.</param>
public sealed record TipView(TipLine Line, IReadOnlyList<string> Photos, IReadOnlyList<OpeningLine> Openings, RewardLine? Reward, IReadOnlyList<string> Joined, string? Before);

/// <summary>The reward of a tip.</summary>
public sealed record RewardLine(string RewardNo, string State, long AmountFen);

/// <summary>An opening of the reporter's name.</summary>
public sealed class OpeningLine
{
    public long N { get; init; }

    /// <summary>asked, approved, refused, opened.</summary>
    public string State { get; init; } = "";

    public string Why { get; init; } = "";

    public string AskedById { get; init; } = "";

    public string? AskedBy { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public string? AnsweredBy { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }
}
