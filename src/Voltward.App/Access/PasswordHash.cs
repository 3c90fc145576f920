using System.Globalization;
using System.Security.Cryptography;

namespace Voltward.App.Access;

/// <summary>
/// Passwords as they are stored: PBKDF2 with SHA-512, a salt of 16 bytes, and the number of rounds beside them, so that the
/// number can grow. Text: <c>pbkdf2-sha512$rounds$salt$hash</c>.
/// </summary>
internal static class PasswordHash
{
    // OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA512.
    private const int Rounds = 210_000;

    // Checked when there is no such account, so that the answer takes as long as for one that exists.
    private static readonly Lazy<string> NobodysHash = new(() => Of(Convert.ToHexString(RandomNumberGenerator.GetBytes(16))));

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha512${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Rounds))}");
    }

    /// <summary>Whether the password is the stored one; false, after the same time, when nothing is stored.</summary>
    public static bool Matches(string? stored, string password)
    {
        var parts = (stored ?? NobodysHash.Value).Split('$');
        var derived = Derive(password, Convert.FromBase64String(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(parts[3])) && stored is not null;
    }

    private static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA512, 32);
}
