using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.LineLoss;

namespace Voltward.App.LineLoss;

/// <summary>The closing ledger: one account per area and month of the latest analysis, and the bookings it is made from.</summary>
public sealed class LedgerQueries(Database database)
{
    /// <summary>One account.</summary>
    /// <param name="AreaNo">Area.</param>
    /// <param name="Month">Month.</param>
    /// <param name="Days">Days whose loss is known and counted.</param>
    /// <param name="Ledger">The account; it adds up to zero.</param>
    /// <param name="Bookings">Its bookings, those taken back included.</param>
    public sealed record Account(string AreaNo, LossMonth Month, long Days, LossLedger Ledger, IReadOnlyList<BookingRow> Bookings);

    /// <summary>Accounts of an area, or of all when null, in order of number and month.</summary>
    public async Task<IReadOnlyList<Account>> RunAsync(string? areaNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.AccountsAsync(areaNo);
    }
}

/// <summary>Reads accounts inside a session.</summary>
internal static class LedgerReading
{
    public static async Task<IReadOnlyList<LedgerQueries.Account>> AccountsAsync(this Session session, string? areaNo)
    {
        var months = await session.QueryAsync<MonthRow>(
            $"""
            select d.area_no as AreaNo, substr(d.day, 1, 7) as Month, count(*) as Days, cast(sum(d.loss_wh) as bigint) as LossWh,
                cast(sum(d.low_wh) as bigint) as LowWh, cast(sum(d.high_wh) as bigint) as HighWh, cast(sum(d.technical_wh) as bigint) as TechnicalWh,
                cast(sum(d.technical_low_wh) as bigint) as TechnicalLowWh, cast(sum(d.technical_high_wh) as bigint) as TechnicalHighWh
            from area_loss_day d join area_loss l on l.run_id = d.run_id and l.area_no = d.area_no
            where d.run_id = {AreaLossList.LatestRun} and d.loss_wh is not null and d.technical_wh is not null and d.low_wh is not null
                and (@areaNo is null or d.area_no = @areaNo) and @@scope(l.org_path)
            group by d.area_no, substr(d.day, 1, 7) order by d.area_no, substr(d.day, 1, 7)
            """,
            new { areaNo });
        var bookings = (await session.BookingsOfAsync(areaNo)).ToLookup(b => (b.AreaNo, b.Month));
        return [.. months.Select(m => m.Close([.. bookings[(m.AreaNo, m.Month)]]))];
    }

    internal sealed class MonthRow
    {
        public string AreaNo { get; init; } = "";

        public string Month { get; init; } = "";

        public long Days { get; init; }

        public long LossWh { get; init; }

        public long LowWh { get; init; }

        public long HighWh { get; init; }

        public long TechnicalWh { get; init; }

        public long TechnicalLowWh { get; init; }

        public long TechnicalHighWh { get; init; }

        public LedgerQueries.Account Close(IReadOnlyList<BookingRow> bookings) => new(
            AreaNo, LossMonth.Parse(Month)!.Value, Days,
            LossLedger.Close(new MonthLoss(LossWh, LowWh, HighWh, TechnicalWh, TechnicalLowWh, TechnicalHighWh), bookings.Select(b => b.Value)), bookings);
    }
}
