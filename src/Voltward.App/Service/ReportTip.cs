using Voltward.App.Evidence;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Service;

namespace Voltward.App.Service;

/// <summary>
/// Takes a tip from anybody (接收举报). Of who sends it nothing is kept but what a named reporter gives, encrypted; nor is the time of day: the row, the
/// trail and the files carry the day alone. Photos are drawn anew, so that neither place nor device goes along.
/// </summary>
public sealed class ReportTip(Database database, TipShelf shelf, TipSecrets secrets, EvidenceFiles files)
{
    /// <summary>Most signs of the texts.</summary>
    public const int PlaceMost = 200, WhatMost = 2000, SeenMost = 100, NameMost = 40, ContactMost = 100;

    /// <param name="Kind">What is reported.</param>
    /// <param name="Place">Where, in the reporter's words; may be empty when a label was read.</param>
    /// <param name="What">What was seen.</param>
    /// <param name="Seen">When it was seen, in words; null when not said.</param>
    /// <param name="Label">Code of the label on the box; null when none was read.</param>
    /// <param name="Reporter">Name and contact; null: anonymous.</param>
    /// <param name="Photos">Photos as sent.</param>
    public sealed record Request(
        TipKind Kind, string Place, string What, string? Seen = null, string? Label = null, ReporterContact? Reporter = null, IReadOnlyList<byte[]>? Photos = null);

    /// <param name="Code">The code that asks what became of it; shown this once, kept nowhere.</param>
    /// <param name="DecideBy">By when it is decided.</param>
    public sealed record Received(string Code, DateOnly DecideBy);

    /// <summary>Who is signed in does not matter and is not asked.</summary>
    public async Task<Outcome<Received>> RunAsync(Request request, CancellationToken stop)
    {
        if (Unfit(request) is { } unfit) return unfit;
        TipTerms terms;
        LabelRow? label;
        await using (var look = await database.LookAsync(Actor.System, stop))
        {
            terms = shelf.On(CompanyTime.Day(look.Now));
            label = request.Label is null ? null : await look.FindAsync<LabelRow>(
                "select label_code as LabelCode, org_path as OrgPath from tip_label where label_code = @code", new { code = request.Label.Trim().ToUpperInvariant() });
        }

        if (label is null && string.IsNullOrWhiteSpace(request.Place)) return TipProblems.TextUnfit("place", PlaceMost);
        if (!Drawn(request.Photos ?? [], terms.Photos).Succeeded(out var photos, out var unreadable)) return unreadable;
        var code = TipSecrets.NewCode();
        var hash = await secrets.HashAsync(code, stop);
        await using var work = await database.BeginAsync(Actor.System, stop, grain: TimeSpan.FromDays(1));
        var today = CompanyTime.Day(work.Now);
        var tipNo = await work.NextNumberAsync("JB");
        var decideBy = TipRules.DecideBy(today, request.Kind, terms);
        await work.AddTipAsync(
            new(tipNo, label?.OrgPath ?? "/", request.Kind.Code(), request.Place.Trim(), request.What.Trim(), Empty(request.Seen), label?.LabelCode, today, decideBy, hash,
                request.Reporter is { } reporter ? secrets.Seal(tipNo, reporter) : null, terms.Version),
            await KeepAsync(photos, work.Now));
        await work.CommitAsync("tip.received", $"tip/{tipNo}", new { kind = request.Kind.Code(), photos = photos.Count }, stop: stop);
        return new Received(code, decideBy);
    }

    private static Problem? Unfit(Request r)
    {
        if (r.Place.Length > PlaceMost) return TipProblems.TextUnfit("place", PlaceMost);
        if (string.IsNullOrWhiteSpace(r.What) || r.What.Length > WhatMost) return TipProblems.TextUnfit("what", WhatMost);
        if (r.Seen?.Length > SeenMost) return TipProblems.TextUnfit("seen", SeenMost);
        if (r.Reporter is not { } reporter) return null;
        if (string.IsNullOrWhiteSpace(reporter.Name) || reporter.Name.Length > NameMost) return TipProblems.TextUnfit("name", NameMost);
        return string.IsNullOrWhiteSpace(reporter.Contact) || reporter.Contact.Length > ContactMost ? TipProblems.TextUnfit("contact", ContactMost) : null;
    }

    private static Outcome<List<byte[]>> Drawn(IReadOnlyList<byte[]> photos, PhotoTerms terms)
    {
        if (photos.Count > terms.Most || photos.Any(p => p.Length > terms.MostMegabytes * 1024L * 1024)) return TipProblems.PhotosTooMuch(terms);
        var drawn = new List<byte[]>();
        foreach (var photo in photos)
        {
            if (PhotoPreview.Jpeg(photo, terms.Pixels) is not { } jpeg) return TipProblems.PhotoUnreadable;
            drawn.Add(jpeg);
        }

        return drawn;
    }

    private async Task<List<(string Sha256, int Bytes)>> KeepAsync(List<byte[]> photos, DateTimeOffset day)
    {
        var kept = new List<(string, int)>();
        foreach (var jpeg in photos)
        {
            var sha256 = await files.SaveAsync(jpeg, "image/jpeg");
            // The file system would tell the minute.
            File.SetLastWriteTimeUtc(files.PathOf(sha256), day.UtcDateTime);
            kept.Add((sha256, jpeg.Length));
        }

        return kept;
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed class LabelRow
    {
        public string LabelCode { get; init; } = "";

        public string OrgPath { get; init; } = "";
    }
}
