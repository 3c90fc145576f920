using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Voltward.App.Inspections;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.Host.Inspections;

/// <summary>
/// Reads a submitted visit: JSON alone when its photos arrived before, or multipart with a part <c>record</c> and files. Limits hold while
/// reading, whatever the headers claim; names of files are not used.
/// </summary>
internal static class VisitParts
{
    private const int RecordLimit = 4 * 1024 * 1024;
    private const int FileLimit = 64 * 1024 * 1024;
    private const int TotalLimit = 400 * 1024 * 1024;
    private const int FileCount = 200;

    public static async Task<Outcome<SubmitVisit.Request>> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return VisitProblems.Unreadable("content-type", "no content type");
        if (type.MediaType == "application/json")
        {
            var alone = await BytesAsync(request.Body, RecordLimit, stop);
            return alone is null ? TooLarge("record") : new SubmitVisit.Request(alone, []);
        }

        if (type.MediaType != "multipart/form-data" || !type.Boundary.HasValue) return VisitProblems.Unreadable("content-type", "application/json or multipart/form-data is expected");
        return await PartsAsync(new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).Value!, request.Body), stop);
    }

    private static async Task<Outcome<SubmitVisit.Request>> PartsAsync(MultipartReader reader, CancellationToken stop)
    {
        byte[]? record = null;
        var files = new List<SubmitVisit.Attachment>();
        long total = 0;
        try
        {
            while (await reader.ReadNextSectionAsync(stop) is { } section)
            {
                var named = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).Value : null;
                var isRecord = named == "record";
                if (await BytesAsync(section.Body, isRecord ? RecordLimit : FileLimit, stop) is not { } bytes) return TooLarge(named ?? "file");
                total += bytes.Length;
                if (total > TotalLimit || files.Count > FileCount) return TooLarge("files");
                if (isRecord) record = bytes;
                else files.Add(new(section.ContentType ?? "application/octet-stream", bytes));
            }
        }
        catch (Exception broken) when (broken is (IOException or InvalidDataException) and not BadHttpRequestException)
        {
            return VisitProblems.Unreadable("body", broken.Message);
        }

        return record is null ? VisitProblems.Unreadable("record", "the part 'record' is missing") : new SubmitVisit.Request(record, files);
    }

    private static Problem TooLarge(string where) => VisitProblems.Unreadable(where, "larger than is accepted");

    /// <summary>The whole stream; null when it is longer than the limit.</summary>
    internal static async Task<byte[]?> BytesAsync(Stream stream, int limit, CancellationToken stop)
    {
        using var all = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(buffer, stop)) > 0)
        {
            if (all.Length + read > limit) return null;
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }
}
