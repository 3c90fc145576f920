using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Voltward.App.Inspections;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary>Addresses of the inspectors' devices, and the application itself under <c>/field</c>.</summary>
internal static class FieldApi
{
    public static void MapField(this IEndpointRouteBuilder routes)
    {
        var shell = Path.Combine(AppContext.BaseDirectory, "wwwroot", "field", "index.html");
        // Every address of the application is its one page; what it shows comes from the device.
        routes.MapGet("/field/{**rest}", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            return TypedResults.PhysicalFile(shell, "text/html; charset=utf-8");
        }).WithMetadata(new OpenToAllAttribute()).ExcludeFromDescription();

        var field = routes.MapApi("/field", "Field");
        field.MapGet("/me", Me).WithName("FieldMe").WithSummary("Who is signed in, the clock, and the key that signs receipts");
        field.MapGet("/day", (string device, FieldDay day, HttpContext http) => http.AnswerAsync<FieldTasks>((a, s) => day.RunAsync(new(device), a, s), d => d))
            .WithName("FieldDay").WithSummary("The open orders of the signed-in inspector with everything the work needs off line");
        field.MapPut("/devices/{deviceId}", (string deviceId, EnrolBody body, EnrolDevice enrol, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => enrol.RunAsync(new(deviceId, body.PublicKey, body.Label), a, s)))
            .WithName("EnrolDevice").WithSummary("Enrol the key of a device");
        field.MapPost("/devices/{deviceId}/codes", (string deviceId, CodesBody body, DrawDeviceCodes draw, HttpContext http) =>
                http.AnswerAsync<Dictionary<string, string>>((a, s) => draw.RunAsync(new(deviceId, body.Orders), a, s), codes => new { codes }))
            .WithName("DrawDeviceCodes").WithSummary("Draw the own codes for signing in on this device");
        field.MapPost("/devices/{deviceId}/report", (string deviceId, ReportBody body, ReportDevice report, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => report.RunAsync(new(deviceId, body.Visits, body.Photos, body.OldestAt), a, s)))
            .WithName("ReportDevice").WithSummary("Say what waits on a device");
        field.MapPost("/devices/{deviceId}/revocation", (string deviceId, RevokeDevice revoke, HttpContext http) => http.AnswerAsync<Done>((a, s) => revoke.RunAsync(deviceId, a, s)))
            .WithName("RevokeDevice").WithSummary("Lock a lost device out");
        field.MapGet("/devices", (DeviceList list, HttpContext http) => http.AnswerAsync<List<DeviceList.Row>>(list.RunAsync, rows => rows))
            .WithName("Devices").WithSummary("Devices with what waits on each");
        field.MapGet("/uploads/{sha256}", (string sha256, long bytes, string type, TakePiece take, HttpContext http) =>
                http.AnswerAsync<TakePiece.Progress>((a, s) => take.LookAsync(new(sha256, bytes, type), a, s)))
            .WithName("Upload").WithSummary("Which pieces of a file are there");
        field.MapPut("/uploads/{sha256}/{n:int}", TakeAsync).WithName("TakePiece").WithSummary("Send one piece of a file");
        field.MapPost("/visits", SubmitAsync).WithName("SubmitFieldVisit").WithSummary("Submit a signed record whose files are there; only the signed receipt means received");
    }

    private static JsonHttpResult<Whoever> Me(ReceiptKey key, TimeProvider clock, HttpContext http)
    {
        var actor = http.Actor();
        return TypedResults.Json(new Whoever(actor.PersonId, actor.Name, clock.GetUtcNow(), key.PublicKey), Answers.Json);
    }

    private static async Task<IResult> TakeAsync(string sha256, int n, long bytes, string type, TakePiece take, HttpContext http)
    {
        if (await VisitParts.BytesAsync(http.Request.Body, TakePiece.PieceBytes, http.RequestAborted) is not { } piece) return FieldProblems.PieceOutOfPlace.ToHttp(Preferences.English(http));
        var hash = http.Request.Headers["Voltward-Piece"].ToString();
        return await http.AnswerAsync<TakePiece.Progress>((a, s) => take.RunAsync((new(sha256, bytes, type), n, hash), piece, a, s));
    }

    /// <summary>The receipt goes out as the very text that was signed.</summary>
    private static async Task<IResult> SubmitAsync(SubmitVisit submit, ReceiptKey key, HttpContext http)
    {
        if (!(await VisitParts.ReadAsync(http.Request, http.RequestAborted)).Succeeded(out var parts, out var problem)) return problem.ToHttp(Preferences.English(http));
        var signature = http.Request.Headers["Voltward-Signature"].ToString();
        return await http.AnswerAsync<VisitReceipt>(
            (a, s) => submit.RunAsync(parts with { Signature = signature.Length == 0 ? null : signature }, a, s),
            receipt =>
            {
                var text = JsonSerializer.Serialize(receipt, VisitRecordText.Options);
                return new { receipt = text, signature = key.Sign(text) };
            });
    }

    internal sealed record Whoever(string PersonId, string Name, DateTimeOffset ServerTime, string ReceiptKey);

    internal sealed record EnrolBody(string PublicKey, string? Label = null);

    internal sealed record CodesBody(IReadOnlyList<string> Orders);

    internal sealed record ReportBody(long Visits, long Photos, DateTimeOffset? OldestAt = null);
}
