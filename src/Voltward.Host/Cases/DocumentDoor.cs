using Voltward.App.Cases;
using Voltward.App.Evidence;
using Voltward.Host.Access;

namespace Voltward.Host.Cases;

/// <summary>Documents as files; whoever may not see the case gets the same answer as for a document that does not exist.</summary>
internal static class DocumentDoor
{
    public static async Task<IResult> GiveAsync(string documentId, HttpContext http, DocumentList documents, EvidenceFiles files)
    {
        var document = await documents.FindAsync(documentId, http.Actor(), http.RequestAborted);
        if (document is null || !files.Has(document.Sha256)) return TypedResults.NotFound();
        var name = Uri.EscapeDataString($"{document.Number}.pdf");
        http.Response.Headers.ContentDisposition = $"inline; filename=\"document.pdf\"; filename*=UTF-8''{name}";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return TypedResults.PhysicalFile(files.PathOf(document.Sha256), document.MediaType);
    }
}
