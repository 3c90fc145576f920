using Voltward.App.Cases;
using Voltward.App.Evidence;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;
using Voltward.Host.Access;
using Voltward.Host.Evidence;
using Voltward.Host.Shared;

namespace Voltward.Host.Cases;

/// <summary>Addresses of the customer's own cases.</summary>
internal static class MyCaseApi
{
    public static void MapMyCases(this IEndpointRouteBuilder routes)
    {
        var mine = routes.MapApi("/my/cases", "My case").WithMetadata(new AllowedAttribute(Role.Customer));
        mine.MapGet("", async (MyCases cases, HttpContext http) => TypedResults.Json(await cases.RunAsync(await http.ActorAsync(), http.RequestAborted), Answers.Json))
            .WithName("MyCases").WithSummary("The customer's own cases");
        mine.MapGet("/{caseNo}", (string caseNo, MyCases cases, HttpContext http) => http.ShowAsync((a, s) => cases.FindAsync(caseNo, a, s), CaseProblems.NotFound(caseNo)))
            .WithName("MyCase").WithSummary("Evidence, calculation, rights and deadlines of one");
        mine.MapPost("/{caseNo}/disputes", (string caseNo, DisputeBody body, ContestMyCase contest, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => contest.RunAsync(new(caseNo, body.Item, body.Reason), a, s)))
            .WithName("ContestMyCase").WithSummary("Contest a line or a fact");
        mine.MapPost("/{caseNo}/trial", (string caseNo, Dictionary<string, string> changes, TryMyCase trial, HttpContext http) =>
                http.AnswerAsync<TryMyCase.Compared>((a, s) => trial.RunAsync(caseNo, changes, a, s), c => c))
            .WithName("TryMyCase").WithSummary("What it would come to with other facts; nothing is kept");
        mine.MapPost("/{caseNo}/laboratory", (string caseNo, LaboratoryBody body, ChooseLaboratory choose, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => choose.RunAsync(caseNo, body.LaboratoryNo, a, s)))
            .WithName("ChooseLaboratory").WithSummary("Choose the laboratory that tests the meter");
        mine.MapPost("/{caseNo}/instalments", (string caseNo, PlanBody body, PayByInstalments pay, HttpContext http) =>
                http.AnswerAsync<string>((a, s) => pay.AskAsync(new(caseNo, [.. body.Parts.Select(p => new Instalment(p.DueOn, Yuan.Rounded(p.AmountYuan)))], body.Reason), a, s), no => new { planNo = no }))
            .WithName("AskInstalments").WithSummary("Ask to pay in parts");
        routes.MapGet("/my/cases/{caseNo}/bundle", BundleDoor.GiveAsync).WithMetadata(new AllowedAttribute(Role.Customer));
        routes.MapGet("/my/cases/{caseNo}/photos/{n:long}", PhotoAsync).WithMetadata(new AllowedAttribute(Role.Customer));
        routes.MapGet("/my/cases/{caseNo}/documents/{**documentId}", DocumentAsync).WithMetadata(new AllowedAttribute(Role.Customer));
        routes.MapGet("/verify.html", Verifier).WithMetadata(new OpenToAllAttribute());
    }

    /// <summary>The page that verifies a bundle, to be kept and opened from the disk.</summary>
    private static Microsoft.AspNetCore.Http.HttpResults.FileStreamHttpResult Verifier() => TypedResults.Stream(WriteBundle.VerifyPage(), "text/html; charset=utf-8", "verify.html");

    private static async Task<IResult> PhotoAsync(string caseNo, long n, HttpContext http, MyCases cases, EvidenceFiles files)
    {
        var photo = (await cases.FindAsync(caseNo, http.Actor(), http.RequestAborted))?.Photos.FirstOrDefault(p => p.N == n);
        if (photo is null || !files.Has(photo.Sha256)) return TypedResults.NotFound();
        var preview = PhotoPreview.Jpeg(await File.ReadAllBytesAsync(files.PathOf(photo.Sha256), http.RequestAborted), 1200);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return preview is null ? TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType) : TypedResults.Bytes(preview, "image/jpeg");
    }

    private static async Task<IResult> DocumentAsync(string caseNo, string documentId, HttpContext http, MyCases cases, EvidenceFiles files)
    {
        var document = (await cases.FindAsync(caseNo, http.Actor(), http.RequestAborted))?.Documents.FirstOrDefault(d => d.DocumentId == documentId);
        if (document is null || !files.Has(document.Sha256)) return TypedResults.NotFound();
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return TypedResults.PhysicalFile(files.PathOf(document.Sha256), document.MediaType);
    }

    internal sealed record DisputeBody(string Item, string Reason);

    internal sealed record LaboratoryBody(string LaboratoryNo);

    internal sealed record PartBody(DateOnly DueOn, decimal AmountYuan);

    internal sealed record PlanBody(IReadOnlyList<PartBody> Parts, string Reason);
}
