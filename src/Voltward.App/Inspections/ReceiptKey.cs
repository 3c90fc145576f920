using System.Security.Cryptography;
using System.Text;
using Voltward.App.Storage;

namespace Voltward.App.Inspections;

/// <summary>
/// The key with which receipts are signed, kept in the data folder. Devices pin its public half when they are enrolled, so that
/// no portal on the way can acknowledge in our name.
/// </summary>
public sealed class ReceiptKey(DataFolder folder) : IDisposable
{
    private const string FileName = "receipt-key.pem";
    private readonly Lock _lock = new();
    private ECDsa? _key;

    /// <summary>SubjectPublicKeyInfo, base64.</summary>
    public string PublicKey
    {
        get
        {
            lock (_lock) return Convert.ToBase64String(Key().ExportSubjectPublicKeyInfo());
        }
    }

    /// <summary>Signs text as UTF-8: P-256, SHA-256, 64 bytes r‖s, base64.</summary>
    public string Sign(string text)
    {
        lock (_lock) return Convert.ToBase64String(Key().SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256));
    }

    public void Dispose() => _key?.Dispose();

    private ECDsa Key()
    {
        if (_key is not null) return _key;
        var path = Path.Combine(folder.Root, "keys", FileName);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(path))
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        else
        {
            DurableFile.Folder(folder.Root, "keys");
            DurableFile.Write(Path.Combine(folder.Root, "keys"), FileName, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return _key = key;
    }
}
