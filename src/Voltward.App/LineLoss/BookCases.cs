using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.LineLoss;

namespace Voltward.App.LineLoss;

/// <summary>
/// Brings the ledger in step with the cases: the energy of an approved settlement of theft is booked over the months of the conduct, a
/// later settlement takes the place of an earlier one, and a dropped case is taken back. Running it again changes nothing.
/// </summary>
public sealed class BookCases(Database database)
{
    /// <summary>What was done.</summary>
    public sealed record Report(int Booked, int Reversed);

    public async Task<Outcome<Report>> RunAsync(Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System, Role.Analyst)) return AccessProblems.RoleMissing(Role.Analyst);
        await using var work = await database.BeginAsync(actor, stop);
        var (booked, reversed) = (0, 0);
        foreach (var row in await work.CasesToBookAsync())
        {
            var wanted = row.Bookings();
            var standing = await work.StandingAsync("case", row.CaseNo);
            if (standing.Select(b => (b.Month, b.Wh)).Order().SequenceEqual(wanted.Select(w => (w.Month.ToString(), w.Wh)).Order())) continue;
            foreach (var old in standing) await work.ReverseAsync(old, "case changed");
            foreach (var (month, wh) in wanted) await work.AddBookingAsync(row.Booking(month, wh));
            (booked, reversed) = (booked + wanted.Count, reversed + standing.Count);
        }

        if (booked + reversed > 0) await work.CommitAsync("loss.cases-booked", "loss-ledger", new { booked, reversed }, stop: stop);
        return new Report(booked, reversed);
    }
}

/// <summary>Cases as the ledger needs them.</summary>
internal static class CaseBookingStore
{
    /// <summary>Cases of theft with their latest approved energy, and cases that have bookings.</summary>
    public static Task<IReadOnlyList<CaseEnergy>> CasesToBookAsync(this Session session) => session.QueryAsync<CaseEnergy>(
        """
        select c.case_no as CaseNo, c.area_no as AreaNo, c.org_path as OrgPath, c.state as State, c.conduct_from as ConductFrom, c.conduct_to as ConductTo,
            substr(c.opened_at, 1, 10) as OpenedOn,
            (select s.energy_wh from settlement s where s.case_no = c.case_no and s.state = 'approved' order by s.version desc limit 1) as EnergyWh
        from inspection_case c where c.kind = 'theft' and c.area_no is not null and @@scope(c.org_path) order by c.case_no
        """);

    internal sealed class CaseEnergy
    {
        public string CaseNo { get; init; } = "";

        public string AreaNo { get; init; } = "";

        public string OrgPath { get; init; } = "";

        public string State { get; init; } = "";

        public DateOnly? ConductFrom { get; init; }

        public DateOnly? ConductTo { get; init; }

        public DateOnly OpenedOn { get; init; }

        public long? EnergyWh { get; init; }

        /// <summary>Energy by month; none for a case that was dropped or is not settled. Conduct of unknown length stands in the month of the case.</summary>
        public IReadOnlyList<(LossMonth Month, long Wh)> Bookings() => State == "Dropped" || EnergyWh is not > 0
            ? []
            : [.. LossSplit.ByMonth(EnergyWh.Value, ConductFrom ?? OpenedOn, ConductTo is { } to && to >= (ConductFrom ?? OpenedOn) ? to : ConductFrom ?? OpenedOn).Where(p => p.Wh != 0)];

        public BookingRow Booking(LossMonth month, long wh) => new()
        {
            AreaNo = AreaNo,
            OrgPath = OrgPath,
            Month = month.ToString(),
            Cause = nameof(LossCause.Theft),
            Wh = wh,
            SourceKind = "case",
            SourceNo = CaseNo,
        };
    }
}
