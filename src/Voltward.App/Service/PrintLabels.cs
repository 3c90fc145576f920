using System.Security.Cryptography;
using Voltward.App.Evidence.Print;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Service;

namespace Voltward.App.Service;

/// <summary>
/// Prints labels for meter boxes, areas or customers (举报二维码标签): a code by chance that leads to the form and tells whoever reads it nothing of the customer. The
/// same place gets the same code again.
/// </summary>
public sealed class PrintLabels(Database database, LabelPrinter printer)
{
    private const int CodeSigns = 12;

    /// <param name="Address">Address of this program as the public reaches it, such as <c>https://tips.example.cn</c>.</param>
    /// <param name="CustomerNo">The customer, or null.</param>
    /// <param name="AreaNo">The area, or null.</param>
    /// <param name="Boxes">True: one label for every meter box of the area instead of one for the area.</param>
    public sealed record Request(string Address, string? CustomerNo, string? AreaNo, bool Boxes = false);

    /// <param name="Codes">What was printed, in order.</param>
    /// <param name="Pdf">The file.</param>
    public sealed record Printed(IReadOnlyList<LabelCode> Codes, byte[] Pdf);

    public async Task<Outcome<Printed>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (TipRules.MayRead(actor) is { } refused) return refused;
        if (!Uri.TryCreate(request.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) return TipProblems.AddressUnfit;
        if (string.IsNullOrWhiteSpace(request.CustomerNo) == string.IsNullOrWhiteSpace(request.AreaNo)) return TipProblems.SubjectUnknown;
        var (customer, area) = (request.CustomerNo?.Trim() is { Length: > 0 } c ? c : null, request.AreaNo?.Trim() is { Length: > 0 } a ? a : null);
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.OrgPathOfAsync(customer, area) is not { } org) return TipProblems.LabelUnknown(customer ?? area!);
        var codes = new List<LabelCode>();
        foreach (var (subject, no) in await SubjectsAsync(work, customer, area, request.Boxes)) codes.Add(await CodeAsync(work, subject, no, org));
        if (codes.Count == 0) return TipProblems.LabelUnknown(area!);
        if (!printer.Print("Voltward", [.. codes.Select(l => Label(address, l.Code))]).Succeeded(out var pdf, out var problem)) return problem;
        await work.CommitAsync("tip.labels-printed", customer is null ? $"area/{area}" : $"customer/{customer}", new { labels = codes.Count }, stop: stop);
        return new Printed(codes, pdf);
    }

    private static PrintedLabel Label(Uri address, string code) => new(
        new Uri(address, $"/tip?box={code}").ToString(),
        ["发现窃电或用电危险？", "扫码举报，可以匿名，凭查询码看结果、领奖励。", "Report theft or danger: scan, no name needed.", $"{code}    95598"]);

    private static async Task<IReadOnlyList<(string Subject, string No)>> SubjectsAsync(Work work, string? customer, string? area, bool boxes)
    {
        if (customer is not null) return [("customer", customer)];
        if (!boxes) return [("area", area!)];
        return [.. (await work.QueryAsync<string>(
            """
            select distinct p.meter_box from usage_point p
            where p.area_no = @area and p.meter_box is not null and p.known_to > @now and p.valid_from <= @today and p.valid_to > @today and @@scope(p.org_path) order by p.meter_box
            """,
            new { area, now = work.Now, today = CompanyTime.Day(work.Now) })).Select(b => ("box", $"{area}/{b}"))];
    }

    private static async Task<LabelCode> CodeAsync(Work work, string subject, string no, string org)
    {
        var drawn = new string([.. Enumerable.Range(0, CodeSigns).Select(_ => TipCode.Signs[RandomNumberGenerator.GetInt32(TipCode.Signs.Length)])]);
        await work.ExecuteAsync(
            "insert into tip_label (label_code, subject, subject_no, org_path, made_by, made_at) values (@code, @subject, @no, @org, @actor, @at) on conflict (subject, subject_no) do nothing",
            new { code = string.Join('-', drawn.Chunk(4).Select(g => new string(g))), subject, no, org, actor = work.Actor.PersonId, at = work.Now });
        return new((await work.FindAsync<string>("select label_code from tip_label where subject = @subject and subject_no = @no", new { subject, no }))!, subject, no);
    }
}

/// <summary>The code of a label and what it stands on.</summary>
/// <param name="Code">The code.</param>
/// <param name="Subject">customer, area or box.</param>
/// <param name="No">Its number; of a box <c>area/box</c>.</param>
public sealed record LabelCode(string Code, string Subject, string No);
