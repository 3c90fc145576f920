using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Inspections;

/// <summary>What a device and the server say to each other.</summary>
public sealed class FieldApiTests
{
    private const string DeviceId = "device-0001";

    [Fact]
    public async Task A_signed_record_with_the_codes_of_both_is_received_once_and_its_receipt_is_signed()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (first, order) = await PreparedAsync(town, app, key);
        var record = await RecordAsync(town, app, order, key);
        Assert.Equal("visit.attachment-missing", await CodeAsync(await SubmitAsync(first, record, key)));
        await SendPictureAsync(first);

        Assert.Equal("visit.signature-wrong", await CodeAsync(await SubmitAsync(first, record, key, "AAAA")));
        var answer = await OkAsync(await SubmitAsync(first, record, key));
        var receipt = answer.GetProperty("receipt").GetString()!;
        using var server = ECDsa.Create();
        server.ImportSubjectPublicKeyInfo(Convert.FromBase64String((await OkAsync(await first.GetAsync("/api/field/me", Stop))).GetProperty("receiptKey").GetString()!), out _);
        Assert.True(server.VerifyData(Encoding.UTF8.GetBytes(receipt), Convert.FromBase64String(answer.GetProperty("signature").GetString()!), HashAlgorithmName.SHA256));
        Assert.Contains(Records.PictureSha, receipt, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"submitted\"", receipt, StringComparison.Ordinal);
        Assert.Equal(receipt, (await OkAsync(await SubmitAsync(first, record, key))).GetProperty("receipt").GetString());

        // A second record of the same order, made by the colleague, is kept beside the first and cannot carry a finding.
        var other = record with { VisitId = "visit-other-0002" };
        Assert.Contains("other-record-first", (await OkAsync(await SubmitAsync(first, other, key))).GetProperty("receipt").GetString(), StringComparison.Ordinal);
        await using var look = await town.Store.Database.LookAsync(Planner, Stop);
        Assert.Equal(["signed", "signed"], await look.QueryAsync<string>("select verdict from visit_capture"));
        Assert.Equal(["submitted", "void"], await look.QueryAsync<string>("select state from visit order by state"));
    }

    [Fact]
    public async Task A_code_of_another_device_proves_nothing()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (first, order) = await PreparedAsync(town, app, key);
        await SendPictureAsync(first);
        var record = await RecordAsync(town, app, order, key) with { DeviceId = "device-9999" };
        var receipt = (await OkAsync(await SubmitAsync(first, record, key))).GetProperty("receipt").GetString()!;
        Assert.Contains("fewer-than-two-inspectors", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_out_device_gets_no_tasks_and_its_later_records_are_refused()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (first, order) = await PreparedAsync(town, app, key);
        var record = await RecordAsync(town, app, order, key);
        await SendPictureAsync(first);
        Assert.Equal("access.role-missing", await CodeAsync(await first.PostAsync($"/api/field/devices/{DeviceId}/revocation", null, Stop)));
        await OkAsync(await (await app.SignedInAsync("guanli", Stop)).PostAsync($"/api/field/devices/{DeviceId}/revocation", null, Stop));
        Assert.Equal("visit.device-revoked", await CodeAsync(await first.GetAsync($"/api/field/day?device={DeviceId}", Stop)));
        var later = record with { FinishedAt = TimeProvider.System.GetUtcNow().AddMinutes(10) };
        Assert.Equal("visit.device-revoked", await CodeAsync(await SubmitAsync(first, later, key)));
        Assert.Contains("submitted", (await OkAsync(await SubmitAsync(first, record with { FinishedAt = record.StartedAt }, key))).GetProperty("receipt").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_own_orders_come_along_and_the_office_sees_what_waits()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (first, order) = await PreparedAsync(town, app, key);
        var day = await OkAsync(await first.GetAsync($"/api/field/day?device={DeviceId}", Stop));
        var one = Assert.Single(day.GetProperty("orders").EnumerateArray());
        Assert.Equal(order, one.GetProperty("row").GetProperty("orderNo").GetString());
        Assert.Equal("F1001", one.GetProperty("seals")[0].GetProperty("sealNo").GetString());
        Assert.True(day.GetProperty("checklists").TryGetProperty("lv-1", out _));

        var stranger = await app.SignedInAsync("jiancha3", Stop);
        Assert.Empty((await OkAsync(await stranger.GetAsync($"/api/field/day?device={DeviceId}", Stop))).GetProperty("orders").EnumerateArray());
        Assert.Equal("visit.not-of-crew", await CodeAsync(await stranger.PostAsJsonAsync($"/api/field/devices/{DeviceId}/codes", new { orders = new[] { order } }, Stop)));

        await OkAsync(await first.PostAsJsonAsync($"/api/field/devices/{DeviceId}/report", new { visits = 2, photos = 9, oldestAt = "2020-01-01T00:00:00Z" }, Stop));
        var device = Assert.Single((await OkAsync(await (await app.SignedInAsync("guanli", Stop)).GetAsync("/api/field/devices", Stop))).EnumerateArray());
        Assert.Equal((2, 1), (device.GetProperty("visits").GetInt32(), device.GetProperty("late").GetInt32()));
    }

    [Fact]
    public async Task A_file_arrives_in_pieces_of_any_order_and_damage_is_noticed()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        var client = await app.SignedInAsync("jiancha1", Stop);
        var file = RandomNumberGenerator.GetBytes((2 * TakePiece.PieceBytes) + 77);
        Records.Picture.CopyTo(file, 0);
        var hash = Hash(file);
        Task<HttpResponseMessage> Send(int n, byte[]? bytes = null, string? claimed = null) => PieceAsync(client, (hash, file.Length), n, bytes ?? file[(n * TakePiece.PieceBytes)..Math.Min(file.Length, (n + 1) * TakePiece.PieceBytes)], claimed);

        Assert.Equal("2", Have(await OkAsync(await Send(2))));
        Assert.Equal("visit.piece-damaged", await CodeAsync(await Send(0, claimed: new string('0', 64))));
        Assert.Equal("visit.piece-out-of-place", await CodeAsync(await Send(0, [1, 2, 3])));
        Assert.Equal("visit.piece-out-of-place", await CodeAsync(await Send(3, [1, 2, 3])));
        Assert.Equal("0 2", Have(await OkAsync(await Send(0))));
        Assert.Equal("0 2", Have(await OkAsync(await client.GetAsync($"/api/field/uploads/{hash}?bytes={file.Length}&type=image/jpeg", Stop))));
        Assert.True((await OkAsync(await Send(1))).GetProperty("complete").GetBoolean());
        Assert.Equal(file, await File.ReadAllBytesAsync(Path.Combine(town.Store.Folder.Evidence, hash[..2], hash), Stop));
        Assert.Equal("visit.piece-out-of-place", await CodeAsync(await client.GetAsync("/api/field/uploads/..%2f..%2fx?bytes=5&type=image/jpeg", Stop)));
    }

    [Fact]
    public async Task A_page_that_calls_itself_a_picture_is_refused()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        var page = "<html><script>alert(1)</script>"u8.ToArray();
        Assert.Equal("visit.not-a-picture", await CodeAsync(await PieceAsync(await app.SignedInAsync("jiancha1", Stop), (Hash(page), page.Length), 0, page)));
    }

    private static async Task<(HttpClient First, string OrderNo)> PreparedAsync(FlowTown town, OfficeApp app, ECDsa key)
    {
        await town.CustomerAsync("1001");
        var planner = await app.SignedInAsync("paigong", Stop);
        var order = (await OkAsync(await planner.PostAsJsonAsync("/api/orders", new { customerNo = "1001", reasonCode = "breach" }, Stop))).GetProperty("orderNo").GetString()!;
        await OkAsync(await planner.PutAsJsonAsync($"/api/orders/{order}/assignment", new { crewId = "C1", day = CompanyTime.Day(TimeProvider.System.GetUtcNow()) }, Stop));
        await OkAsync(await (await app.SignedInAsync("guanli", Stop)).PostAsync($"/api/orders/{order}/approval", null, Stop));
        var first = await app.SignedInAsync("jiancha1", Stop);
        await OkAsync(await first.PutAsJsonAsync($"/api/field/devices/{DeviceId}", new { publicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) }, Stop));
        return (first, order);
    }

    private static async Task<VisitRecord> RecordAsync(FlowTown town, OfficeApp app, string order, ECDsa key)
    {
        var signIns = new List<DeviceSignIn>();
        foreach (var login in (string[])["jiancha1", "jiancha2"])
        {
            var client = await app.SignedInAsync(login, Stop);
            await OkAsync(await client.PutAsJsonAsync($"/api/field/devices/{DeviceId}", new { publicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) }, Stop));
            var codes = await OkAsync(await client.PostAsJsonAsync($"/api/field/devices/{DeviceId}/codes", new { orders = new[] { order } }, Stop));
            signIns.Add(new("demo-" + login, TimeProvider.System.GetUtcNow(), codes.GetProperty("codes").GetProperty(order).GetString()));
        }

        var now = TimeProvider.System.GetUtcNow();
        return Records.Complete("visit-field-0001", order, town, "F1001") with
        {
            DeviceId = DeviceId,
            SignIns = signIns,
            StartedAt = now,
            FinishedAt = now.AddSeconds(5),
        };
    }

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient client, VisitRecord record, ECDsa key, string? signature = null)
    {
        var bytes = VisitRecordText.Write(record);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/field/visits") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Voltward-Signature", signature ?? Convert.ToBase64String(key.SignData(bytes, HashAlgorithmName.SHA256)));
        return await client.SendAsync(request, Stop);
    }

    private static async Task SendPictureAsync(HttpClient client) =>
        await OkAsync(await PieceAsync(client, (Records.PictureSha, Records.Picture.Length), 0, Records.Picture));

    private static async Task<HttpResponseMessage> PieceAsync(HttpClient client, (string Hash, int Bytes) whole, int n, byte[] piece, string? claimed = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/field/uploads/{whole.Hash}/{n}?bytes={whole.Bytes}&type=image/jpeg") { Content = new ByteArrayContent(piece) };
        request.Headers.Add("Voltward-Piece", claimed ?? Hash(piece));
        return await client.SendAsync(request, Stop);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Have(JsonElement progress) => string.Join(' ', progress.GetProperty("have").EnumerateArray().Select(n => n.GetRawText()));

    private static async Task<JsonElement> OkAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        Assert.False(answer.IsSuccessStatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString();
    }
}
