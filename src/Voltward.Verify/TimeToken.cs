using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Voltward.Verify;

/// <summary>
/// A time stamp (RFC 3161): an authority says that a hash existed at a time. Read here by hand, so that it takes no package:
/// signature by ECDSA on P-256 or RSA, hash SHA-256.
/// </summary>
internal sealed record TimeToken(DateTimeOffset Time, string Authority, string Fingerprint)
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string TimeStampContent = "1.2.840.113549.1.9.16.1.4";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>The token when it is whole and of this message; else null.</summary>
    public static TimeToken? Read(byte[] token, byte[] message)
    {
        try
        {
            var outer = new AsnReader(token, AsnEncodingRules.BER).ReadSequence();
            if (outer.ReadObjectIdentifier() != SignedData) return null;
            var signed = outer.ReadSequence(Tag(0)).ReadSequence();
            signed.ReadInteger();
            signed.ReadSetOf();
            var content = signed.ReadSequence();
            if (content.ReadObjectIdentifier() != TimeStampContent) return null;
            var statement = content.ReadSequence(Tag(0)).ReadOctetString();
            if (ReadStatement(statement, message) is not { } time) return null;
            var certificates = Certificates(signed);
            if (signed.PeekTag().HasSameClassAndValue(Tag(1))) signed.ReadEncodedValue();
            var signer = signed.ReadSetOf().ReadEncodedValue();
            return certificates.Where(IsAuthority).FirstOrDefault(c => Signed(signer, statement, c)) is { } authority
                ? new(time, authority.Subject, Convert.ToHexStringLower(SHA256.HashData(authority.RawData)))
                : null;
        }
        catch (Exception malformed) when (malformed is AsnContentException or CryptographicException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The hash in the statement must be the one of the message.</summary>
    private static DateTimeOffset? ReadStatement(byte[] statement, byte[] message)
    {
        var info = new AsnReader(statement, AsnEncodingRules.DER).ReadSequence();
        info.ReadInteger();
        info.ReadObjectIdentifier();
        var imprint = info.ReadSequence();
        if (imprint.ReadSequence().ReadObjectIdentifier() != Sha256 || !imprint.ReadOctetString().AsSpan().SequenceEqual(SHA256.HashData(message))) return null;
        info.ReadInteger();
        return info.ReadGeneralizedTime();
    }

    private static List<X509Certificate2> Certificates(AsnReader signed)
    {
        var certificates = new List<X509Certificate2>();
        if (!signed.PeekTag().HasSameClassAndValue(Tag(0))) return certificates;
        var set = signed.ReadSetOf(Tag(0));
        while (set.HasData) certificates.Add(X509CertificateLoader.LoadCertificate(set.ReadEncodedValue().Span));
        return certificates;
    }

    private static bool IsAuthority(X509Certificate2 certificate) => certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
        .Any(e => e.Critical && e.EnhancedKeyUsages.Count == 1 && e.EnhancedKeyUsages[0].Value == TimeStamping);

    /// <summary>The signer signs attributes; one of them is the hash of the statement.</summary>
    private static bool Signed(ReadOnlyMemory<byte> signerInfo, byte[] statement, X509Certificate2 certificate)
    {
        var signer = new AsnReader(signerInfo, AsnEncodingRules.BER).ReadSequence();
        signer.ReadInteger();
        signer.ReadEncodedValue();
        if (signer.ReadSequence().ReadObjectIdentifier() != Sha256) return false;
        var attributes = signer.ReadEncodedValue().ToArray();
        var (tag, signedBytes) = (attributes[0], (byte[])[0x31, .. attributes[1..]]);
        signer.ReadSequence();
        var signature = signer.ReadOctetString();
        if (tag != 0xa0 || !HasDigest(signedBytes, SHA256.HashData(statement))) return false;
        using var rsa = certificate.GetRSAPublicKey();
        return rsa is not null
            ? rsa.VerifyData(signedBytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : PublicKey.Verifies(certificate.PublicKey.ExportSubjectPublicKeyInfo(), signedBytes, signature, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool HasDigest(byte[] attributes, byte[] digest)
    {
        var set = new AsnReader(attributes, AsnEncodingRules.BER).ReadSetOf();
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            if (attribute.ReadObjectIdentifier() == MessageDigest) return attribute.ReadSetOf().ReadOctetString().AsSpan().SequenceEqual(digest);
        }

        return false;
    }

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
