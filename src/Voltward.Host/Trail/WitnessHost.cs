using System.Globalization;
using System.Text;
using Voltward.App.Trail;
using Voltward.Domain.Common;
using Voltward.Domain.Trail;

namespace Voltward.Host.Trail;

/// <summary>The witness's addresses (C2SP tlog-witness): take a checkpoint, show the latest of a log.</summary>
internal static class WitnessHost
{
    // 63 proof lines and a note of at most 64 KiB.
    private const int LongestRequest = 80 * 1024;

    public static WebApplication Build(WitnessBook book, string urls)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = LongestRequest;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.MapPost("/add-checkpoint", async (HttpRequest request, CancellationToken stop) =>
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            return Add(book, await reader.ReadToEndAsync(stop));
        });
        app.MapGet("/{origin}/checkpoint", (string origin) => book.LatestByHash(origin) is { } note ? Results.Text(note) : Results.NotFound());
        return app;
    }

    private static IResult Add(WitnessBook book, string body)
    {
        if (!Read(body, out var oldSize, out var proof, out var note)) return Results.StatusCode(400);
        if (book.Add(oldSize, proof, note).Succeeded(out var signature, out var problem)) return Results.Text(signature.Line + "\n");
        if (problem.Code == TrailProblems.OtherSize(0).Code) return Results.Text(problem.Where + "\n", "text/x.tlog.size", statusCode: 409);
        return Results.Text(problem.Text.En + "\n", statusCode: Status(problem));
    }

    private static int Status(Problem problem) =>
        problem.Code == TrailProblems.UnknownLog("").Code ? 404
        : problem.Code == TrailProblems.SignatureWrong("").Code ? 403
        : problem.Code == TrailProblems.Inconsistent.Code ? 422
        : 400;

    private static bool Read(string body, out long oldSize, out IReadOnlyList<byte[]> proof, out SignedNote note)
    {
        (oldSize, proof, note) = (0, [], new("", []));
        var split = body.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || body[..split].Split('\n') is not [var head, .. var lines] || lines.Length > 63) return false;
        if (!head.StartsWith("old ", StringComparison.Ordinal) || !long.TryParse(head["old ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out oldSize)) return false;
        var hashes = new List<byte[]>();
        foreach (var line in lines)
        {
            var hash = new byte[MerkleHash.Length + 1];
            if (!Convert.TryFromBase64String(line, hash, out var length) || length != MerkleHash.Length) return false;
            hashes.Add(hash[..length]);
        }

        proof = hashes;
        return SignedNote.Parse(body[(split + 2)..]).Succeeded(out note!, out _);
    }
}
