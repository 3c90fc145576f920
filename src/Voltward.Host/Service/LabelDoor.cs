using Microsoft.AspNetCore.Antiforgery;
using Voltward.App.Service;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Service;

/// <summary>Hands out the labels of tips as a PDF.</summary>
internal static class LabelDoor
{
    public static async Task<IResult> PrintAsync(HttpContext http, PrintLabels print, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (no, boxes, address) = (form["no"].ToString().Trim(), form["boxes"] == "1", form["address"].ToString().Trim());
        var outcome = await print.RunAsync(new(address, null, no, boxes), http.Actor(), http.RequestAborted);
        // A number that is no area may be a customer.
        if (outcome.Problem?.Code == "tip.label-unknown") outcome = await print.RunAsync(new(address, no, null), http.Actor(), http.RequestAborted);
        if (outcome.Succeeded(out var printed, out var problem)) return TypedResults.Bytes(printed.Pdf, "application/pdf", "voltward-labels.pdf");
        http.Features.Set(new Refusal(problem));
        return TypedResults.StatusCode(Answers.Status(problem.Kind));
    }

    /// <summary>A photo of a tip, small; whoever may not read the tip gets the same answer as for a photo that is not there.</summary>
    public static async Task<IResult> PhotoAsync(string tipNo, long n, HttpContext http, TipPage tips, App.Evidence.EvidenceFiles files)
    {
        if (await tips.PhotoAsync(tipNo, n, http.Actor(), http.RequestAborted) is not { } sha256) return TypedResults.NotFound();
        if (!(await files.ReadAsync(sha256, http.RequestAborted)).Succeeded(out var bytes, out _)) return TypedResults.NotFound();
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Bytes(bytes, "image/jpeg");
    }
}
