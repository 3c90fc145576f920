using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using Voltward.Domain.Common;
using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>Has the latest checkpoint stamped by a time-stamp authority (可信时间戳, RFC 3161): a third party says that it existed at that time.</summary>
public sealed class StampCheckpoint(LogFolder log, HttpClient http)
{
    /// <returns>Size that is stamped now; the existing stamp when this checkpoint has one.</returns>
    public async Task<Outcome<long>> RunAsync(CancellationToken stop)
    {
        if (log.Settings().TimeStampAuthority is not { } address) return TimeStampProblems.NoAuthority;
        if (log.Checkpoint() is not { } stored || !SignedNote.Parse(stored).Succeeded(out var note, out _) || !Checkpoint.Parse(note.Text).Succeeded(out var checkpoint, out _)) return TrailProblems.NotSealed;
        if (log.Stamps().Contains(checkpoint.Size)) return checkpoint.Size;
        var request = Rfc3161TimestampRequest.CreateFromData(
            Encoding.UTF8.GetBytes(note.Text), HashAlgorithmName.SHA256, requestSignerCertificates: true, nonce: RandomNumberGenerator.GetBytes(8));
        try
        {
            using var content = new ByteArrayContent(request.Encode());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
            using var answer = await http.PostAsync(address, content, stop);
            var token = request.ProcessResponse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(stop), out _);
            if (!token.VerifySignatureForData(Encoding.UTF8.GetBytes(note.Text), out _)) return TimeStampProblems.Wrong(address);
            log.SaveStamp(checkpoint.Size, token.AsSignedCms().Encode());
            return checkpoint.Size;
        }
        catch (Exception refused) when (refused is HttpRequestException or CryptographicException)
        {
            return TimeStampProblems.Wrong(address);
        }
    }

    /// <summary>When a token says its text existed; null when the token is not of this text or not whole.</summary>
    public static DateTimeOffset? TimeOf(byte[] token, string text) =>
        Rfc3161TimestampToken.TryDecode(token, out var read, out var length) && length == token.Length && read.VerifySignatureForData(Encoding.UTF8.GetBytes(text), out _)
            ? read.TokenInfo.Timestamp
            : null;
}

/// <summary>Refusals of time stamping.</summary>
internal static class TimeStampProblems
{
    public static Problem NoAuthority { get; } = new(
        "trail.no-time-stamp-authority",
        ProblemKind.Conflict,
        new("没有登记时间戳服务机构。", "No time-stamp authority is set."),
        new("请登记其地址（voltward log set --time-stamp-authority URL）。", "Set its address (voltward log set --time-stamp-authority URL)."));

    public static Problem Wrong(string address) => new(
        "trail.time-stamp-wrong",
        ProblemKind.Conflict,
        new($"时间戳服务 {address} 没有给出有效的时间戳。", $"The time-stamp authority {address} gave no valid token."),
        new("请检查地址和网络，稍后再试。", "Check address and network and try again later."),
        address);
}
