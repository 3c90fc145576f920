using System.Security.Cryptography;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Who signed a record, as the server found it.</summary>
/// <param name="Verdict">signed, unsigned, device-unknown or device-revoked.</param>
/// <param name="Signature">Base64, as it came; null when there was none.</param>
/// <param name="Flags">Codes for the reviewer's eye.</param>
internal sealed record CheckedSignature(string Verdict, string? Signature, IReadOnlyList<string> Flags);

/// <summary>Checks the signature of a device over the bytes of a record, before anything is acknowledged.</summary>
internal static class CaptureCheck
{
    private const int SignatureBytes = 64;

    /// <summary>Null for a record made at a desk; a refusal when the signature is false or the device was revoked before.</summary>
    public static async Task<Outcome<Found>> CheckAsync(Work work, OrderRow order, VisitRecord record, SubmitVisit.Request request)
    {
        if (record.DeviceId is not { } deviceId) return new Found(null);
        var device = await work.FindDeviceAsync(deviceId);
        if (device is null) return new Found(new("device-unknown", request.Signature, request.Signature is null ? ["unsigned"] : ["device-unknown"]));
        if (device.RevokedAt is { } revoked && record.FinishedAt > revoked) return FieldProblems.DeviceRevoked(deviceId);
        var flags = new List<string>();
        if (device.RevokedAt is not null) flags.Add("device-revoked");
        if (!order.Crew.Contains(device.PersonId)) flags.Add("device-of-another-crew");
        if (request.Signature is null) return new Found(new("unsigned", null, [.. flags, "unsigned"]));
        if (!IsSigned(device.PublicKey, request.Record.Span, request.Signature)) return FieldProblems.SignatureWrong(deviceId);
        return new Found(new(device.RevokedAt is null ? "signed" : "device-revoked", request.Signature, flags));
    }

    /// <summary>Whether text is a P-256 public key.</summary>
    public static bool IsKey(string publicKey)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return key.KeySize == 256;
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static bool IsSigned(string publicKey, ReadOnlySpan<byte> bytes, string signature)
    {
        Span<byte> plain = stackalloc byte[SignatureBytes];
        if (!Convert.TryFromBase64String(signature, plain, out var length) || length != SignatureBytes) return false;
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        return key.VerifyData(bytes, plain, HashAlgorithmName.SHA256);
    }

    /// <param name="Signature">Null for a record made at a desk.</param>
    internal sealed record Found(CheckedSignature? Signature);
}
