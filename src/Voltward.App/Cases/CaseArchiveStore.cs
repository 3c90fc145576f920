using Voltward.App.Storage;

namespace Voltward.App.Cases;

/// <summary>SQL that reads the archive for a case: what was true on a day, as believed now.</summary>
internal static class CaseArchiveStore
{
    public static async Task<ArchiveRow?> ArchiveAsync(this Session session, string customerNo, DateOnly day)
    {
        var rows = await session.QueryAsync<ArchiveRow>(
            """
            select c.customer_class as CustomerClass, a.two_part as TwoPart, a.contracted_va as ContractedVa, a.voltage_v as VoltageV,
                   a.penalty_multiple_milli as PenaltyMultipleMilli, p.phase as Phase, m.calibrated_current_ma as CalibratedCurrentMa,
                   t.ratio_primary as RatioPrimary, t.ratio_secondary as RatioSecondary
            from customer c
            left join agreement a on a.customer_no = c.customer_no and a.valid_from <= @day and a.valid_to > @day and a.known_to > @now
            left join usage_point p on p.customer_no = c.customer_no and p.valid_from <= @day and p.valid_to > @day and p.known_to > @now
            left join meter_installation m on m.usage_point_no = p.usage_point_no and m.valid_from <= @day and m.valid_to > @day and m.known_to > @now
            left join instrument_transformer t on t.usage_point_no = p.usage_point_no and t.kind = 'CT' and t.valid_from <= @day and t.valid_to > @day and t.known_to > @now
            where c.customer_no = @customerNo and c.valid_from <= @day and c.valid_to > @day and c.known_to > @now and @@scope(c.org_path)
            order by p.usage_point_no, m.meter_no, t.asset_no limit 1
            """,
            new { customerNo, day, now = session.Now });
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>
    /// The last day on which the supply was proven normal: the latest of an accepted visit that found nothing, an earlier inspection
    /// that found nothing, the meter's installation, and the start of supply. Never on or after the day of the finding.
    /// </summary>
    public static async Task<DateOnly?> LastProvenNormalAsync(this Session session, string customerNo, DateOnly before)
    {
        var days = await session.QueryAsync<DateOnly>(
            """
            select o.day from work_order o join visit v on v.order_no = o.order_no join finding f on f.visit_id = v.visit_id
            where o.customer_no = @customerNo and v.state = 'accepted' and f.kind = 'nothing' and o.day < @before
            union all
            select done_on from past_work_order
            where customer_no = @customerNo and kind = 'inspection' and outcome = 'nothing' and done_on < @before
            union all
            select m.valid_from from meter_installation m join usage_point p on p.usage_point_no = m.usage_point_no
            where p.customer_no = @customerNo and m.valid_from < @before and m.known_to > @now
            union all
            select valid_from from customer where customer_no = @customerNo and valid_from < @before and known_to > @now
            """,
            new { customerNo, before, now = session.Now });
        return days.Count == 0 ? null : days.Max();
    }
}

/// <summary>The archive of one customer on one day.</summary>
internal sealed class ArchiveRow
{
    public string CustomerClass { get; init; } = "";

    public long? TwoPart { get; init; }

    public long? ContractedVa { get; init; }

    public long? VoltageV { get; init; }

    public long? PenaltyMultipleMilli { get; init; }

    public string? Phase { get; init; }

    public long? CalibratedCurrentMa { get; init; }

    public long? RatioPrimary { get; init; }

    public long? RatioSecondary { get; init; }
}
