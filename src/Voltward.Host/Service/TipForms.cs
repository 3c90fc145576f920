using Microsoft.AspNetCore.Http.Features;

namespace Voltward.Host.Service;

/// <summary>
/// Keeps what somebody sends with a tip in memory until it is drawn anew: larger uploads would otherwise lie, with all their marks, in the machine's folder for temporary files,
/// and stay there if the program died.
/// </summary>
internal sealed class TipForms(RequestDelegate next)
{
    private const int Longest = 32 * 1024 * 1024;

    private static readonly FormOptions InMemory = new() { MemoryBufferThreshold = Longest, MultipartBodyLengthLimit = Longest };

    public Task InvokeAsync(HttpContext http)
    {
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Path.StartsWithSegments("/tip", StringComparison.OrdinalIgnoreCase)) http.Features.Set<IFormFeature>(new FormFeature(http.Request, InMemory));
        return next(http);
    }
}
