using Voltward.App.Evidence;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Evidence;

/// <summary>The evidence bundle of a case as a file to download.</summary>
internal static class BundleDoor
{
    public static async Task GiveAsync(string caseNo, HttpContext http, WriteBundle write)
    {
        // Written to a file first: whether it can be written at all is known only at its end, and then it has a length.
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var outcome = await write.RunAsync(caseNo, file, http.Actor(), http.RequestAborted);
        if (!outcome.Succeeded(out var written, out var problem))
        {
            await problem.ToHttp().ExecuteAsync(http);
            return;
        }

        http.Response.ContentType = "application/zip";
        http.Response.ContentLength = file.Length;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"bundle.zip\"; filename*=UTF-8''{Uri.EscapeDataString(written.FileName)}";
        file.Position = 0;
        await file.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
