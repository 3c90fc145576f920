using Voltward.App.Evidence;
using Voltward.App.Inspections;
using Voltward.Host.Access;

namespace Voltward.Host.Inspections;

/// <summary>Photos of visits to look at; whoever may not see the visit gets the same answer as for a photo that does not exist.</summary>
internal static class PhotoDoor
{
    public static async Task<IResult> ShowAsync(string visitId, long n, HttpContext http, VisitPage visits, EvidenceFiles files, string? size = null)
    {
        var visit = await visits.RunAsync(visitId, http.Actor(), http.RequestAborted);
        var photo = visit?.Photos.FirstOrDefault(p => p.N == n);
        if (photo is null || !files.Has(photo.Sha256)) return TypedResults.NotFound();
        var original = await File.ReadAllBytesAsync(files.PathOf(photo.Sha256), http.RequestAborted);
        var preview = PhotoPreview.Jpeg(original, size == "large" ? 1600 : 400);
        if (preview is null) return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return TypedResults.Bytes(preview, "image/jpeg");
    }
}
