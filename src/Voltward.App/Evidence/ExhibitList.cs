using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Evidence;

namespace Voltward.App.Evidence;

/// <summary>Every exhibit inside the person's part with its chain of custody, those with gaps first (物证一览).</summary>
public sealed class ExhibitList(Database database)
{
    /// <param name="Exhibit">The exhibit.</param>
    /// <param name="Moves">Its moves in order.</param>
    /// <param name="Gaps">Gaps of its chain.</param>
    public sealed record Row(Exhibit Exhibit, IReadOnlyList<ExhibitMove> Moves, IReadOnlyList<Words> Gaps)
    {
        /// <summary>Who holds it now.</summary>
        public string Holder => Moves.Count > 0 ? Moves[^1].TakenBy : Exhibit.SealedBy;

        /// <summary>Where it is now.</summary>
        public string Place => Moves.Count > 0 ? Moves[^1].Place : Exhibit.Place;

        /// <summary>Number of the seal on it now.</summary>
        public string Seal => Moves.Count > 0 ? Moves[^1].SealAfter : Exhibit.SealNo;
    }

    public async Task<IReadOnlyList<Row>> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var rows = new List<Row>();
        foreach (var caseNo in await look.QueryAsync<string>("select distinct e.case_no from exhibit e where @@scope(e.org_path) order by e.case_no desc limit 200"))
        {
            foreach (var exhibit in await look.ExhibitsAsync(caseNo))
            {
                var moves = await look.MovesAsync(exhibit.ExhibitNo);
                rows.Add(new(exhibit, moves, CustodyRules.Gaps(exhibit, moves)));
            }
        }

        return [.. rows.OrderBy(r => r.Gaps.Count == 0).ThenByDescending(r => r.Exhibit.SealedAt)];
    }
}
