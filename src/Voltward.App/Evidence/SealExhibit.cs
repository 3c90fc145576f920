using System.Globalization;
using Voltward.App.Cases;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Evidence;

namespace Voltward.App.Evidence;

/// <summary>Puts a thing into a sealed bag and on record (物证封存), with a photo of its condition and a witness.</summary>
public sealed class SealExhibit(Database database, EvidenceFiles files)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="Kind">meter, transformer, seal, wire, device, other.</param>
    /// <param name="Description">What it is, with its own numbers.</param>
    /// <param name="CompanyOwned">Whether it is the company's own equipment.</param>
    /// <param name="Obtained">How it was obtained.</param>
    /// <param name="GivenBy">Who handed it over; null when removed.</param>
    /// <param name="Bag">Bag, seal, place and witness.</param>
    /// <param name="Photo">Original bytes of the photo of its condition.</param>
    public sealed record Request(
        string CaseNo, string Kind, string Description, bool CompanyOwned, ExhibitObtained Obtained, string? GivenBy, SealedBag Bag, ReadOnlyMemory<byte> Photo);

    /// <param name="BagNo">Number of the bag.</param>
    /// <param name="SealNo">Number of its seal.</param>
    /// <param name="Place">Where it is kept.</param>
    /// <param name="Witness">Who saw it being sealed.</param>
    public sealed record SealedBag(string BagNo, string SealNo, string Place, string Witness);

    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector, Role.Investigator)) return AccessProblems.RoleMissing(Role.Inspector, Role.Investigator);
        if (Missing(request) is { } missing) return ExhibitProblems.TextMissing(missing);
        if (request.Obtained == ExhibitObtained.Removed && !request.CompanyOwned) return ExhibitProblems.NotOurs;
        var photo = await files.SaveAsync(request.Photo, "image/jpeg");

        await using var work = await database.BeginAsync(actor, stop);
        if (await work.IsOfATipAsync(photo)) return SourceProtection.FileOfATip;
        var held = await work.FindCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        var year = CompanyTime.Day(work.Now).Year.ToString(CultureInfo.InvariantCulture);
        var next = await work.NextAsync("exhibit-" + year);
        var number = string.Create(CultureInfo.InvariantCulture, $"WZ-{year}-{next:000000}");
        var exhibit = new Exhibit(
            number, held.CaseNo, request.Kind, request.Description, request.CompanyOwned, request.Obtained, request.GivenBy, request.Bag.BagNo, request.Bag.SealNo,
            photo, request.Bag.Place, work.Now, actor.PersonId, request.Bag.Witness);
        if (!await work.AddExhibitAsync(exhibit, held.OrgPath)) return ExhibitProblems.SealTaken(request.Bag.SealNo);
        await work.CommitAsync(
            "evidence.exhibit-sealed", $"exhibit/{number}", new { held.CaseNo, request.Kind, request.Bag.BagNo, request.Bag.SealNo, photo }, answer: number, stop: stop);
        return number;
    }

    private static string? Missing(Request r) =>
        string.IsNullOrWhiteSpace(r.Description) ? "description"
        : string.IsNullOrWhiteSpace(r.Bag.BagNo) ? "bag"
        : string.IsNullOrWhiteSpace(r.Bag.SealNo) ? "seal"
        : string.IsNullOrWhiteSpace(r.Bag.Place) ? "place"
        : string.IsNullOrWhiteSpace(r.Bag.Witness) ? "witness"
        : r.Photo.IsEmpty ? "photo"
        : r.Obtained != ExhibitObtained.Removed && string.IsNullOrWhiteSpace(r.GivenBy) ? "given-by"
        : null;
}

/// <summary>Records that a sealed exhibit went from one hand to another, or was opened and sealed again (物证交接、开封).</summary>
public sealed class MoveExhibit(Database database, EvidenceFiles files)
{
    /// <param name="ExhibitNo">The exhibit.</param>
    /// <param name="Move">What happened; both people have signed.</param>
    /// <param name="Photo">Photo of the bag; empty when there is none.</param>
    /// <param name="Note">Remark.</param>
    public sealed record Request(string ExhibitNo, ExhibitMove Move, ReadOnlyMemory<byte> Photo, string? Note = null);

    /// <param name="Gaps">Gaps of the chain as it is now; empty when it is whole.</param>
    public sealed record Moved(IReadOnlyList<Words> Gaps);

    public async Task<Outcome<Moved>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector, Role.Investigator)) return AccessProblems.RoleMissing(Role.Inspector, Role.Investigator);
        var move = request.Move;
        if (string.IsNullOrWhiteSpace(move.GivenBy) || string.IsNullOrWhiteSpace(move.TakenBy)) return ExhibitProblems.TextMissing("given-by, taken-by");
        if (string.IsNullOrWhiteSpace(move.Place) || string.IsNullOrWhiteSpace(move.SealFound) || string.IsNullOrWhiteSpace(move.SealAfter)) return ExhibitProblems.TextMissing("place, seal");
        if (move.GivenBy == move.TakenBy) return ExhibitProblems.OnePerson;
        var photo = request.Photo.IsEmpty ? null : await files.SaveAsync(request.Photo, "image/jpeg");

        await using var work = await database.BeginAsync(actor, stop);
        var exhibit = await work.TakeExhibitAsync(request.ExhibitNo);
        if (exhibit is null) return ExhibitProblems.NotFound(request.ExhibitNo);
        await work.AddMoveAsync(exhibit.ExhibitNo, move, photo, request.Note);
        var gaps = CustodyRules.Gaps(exhibit, await work.MovesAsync(exhibit.ExhibitNo));
        await work.CommitAsync(
            move.Kind == ExhibitMoveKind.Open ? "evidence.exhibit-opened" : "evidence.exhibit-handed-over", $"exhibit/{exhibit.ExhibitNo}",
            new { move.SealFound, move.SealAfter, gaps = gaps.Count, photo }, stop: stop);
        return new Moved(gaps);
    }
}
