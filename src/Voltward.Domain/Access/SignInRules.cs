using Voltward.Domain.Common;

namespace Voltward.Domain.Access;

/// <summary>When an account rests after failures, how long a sign-in lasts, and which passwords are taken (登录规则).</summary>
public static class SignInRules
{
    /// <summary>Failures in a row that are forgiven.</summary>
    public const int FailuresForgiven = 4;

    /// <summary>Fewest characters of a password.</summary>
    public const int ShortestPassword = 10;

    /// <summary>A signed-in person who does nothing for this long has to sign in again.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromMinutes(15);

    /// <summary>No sign-in lasts longer than this, however busy the person is.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(12);

    /// <summary>
    /// How long the account rests after this many failures in a row: nothing for the forgiven ones, then one minute, doubling,
    /// one hour at most.
    /// </summary>
    /// <param name="failures">Failures in a row, the latest included, at least 1.</param>
    public static TimeSpan Rest(long failures) => failures <= FailuresForgiven
        ? TimeSpan.Zero
        : TimeSpan.FromMinutes(Math.Min(60, 1L << (int)Math.Min(6, failures - FailuresForgiven - 1)));

    /// <summary>Whether a new password may be used (口令强度).</summary>
    /// <param name="password">The new password.</param>
    /// <param name="login">Account it is for.</param>
    /// <param name="isOld">Whether it is the password in use.</param>
    /// <returns>Null when it may, else the refusal.</returns>
    public static Problem? Refuse(string password, string login, bool isOld)
    {
        if (isOld) return AccessProblems.PasswordUnchanged;
        if (password.Length < ShortestPassword) return AccessProblems.PasswordTooShort;
        if (login.Length > 0 && password.Contains(login, StringComparison.OrdinalIgnoreCase)) return AccessProblems.PasswordHoldsLogin;
        return Kinds(password) < 3 || IsCommon(password) ? AccessProblems.PasswordTooCommon : null;
    }

    // Four kinds: lower case, upper case, digits, the rest. A long sentence needs no mixture.
    private static int Kinds(string password) => password.Length >= 20
        ? 4
        : (password.Any(char.IsAsciiLetterLower) ? 1 : 0) + (password.Any(char.IsAsciiLetterUpper) ? 1 : 0)
            + (password.Any(char.IsAsciiDigit) ? 1 : 0) + (password.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 1 : 0);

    // What people make of a forced mixture: a common word with its letters swapped and a year or a row of digits behind it.
    private static bool IsCommon(string password)
    {
        var plain = password.ToLowerInvariant().Replace('@', 'a').Replace('0', 'o').Replace('1', 'l').Replace('3', 'e').Replace('$', 's');
        var letters = new string([.. plain.Where(char.IsAsciiLetterLower)]);
        return password.Distinct().Count() < 5 || CommonWords.Any(word => letters.StartsWith(word, StringComparison.Ordinal) && letters.Length - word.Length <= 3);
    }

    private static readonly string[] CommonWords =
    [
        "password", "passwort", "passwd", "admin", "administrator", "welcome", "qwerty", "qwertyuiop", "qazwsx", "asdfgh", "zxcvbn",
        "letmein", "iloveyou", "woaini", "abcdef", "abcabc", "test", "user", "root", "changeme", "voltward", "dianjian", "guowang",
        "stategrid", "sgcc", "dianli", "yongdian", "beijing", "shanghai", "zhongguo", "china", "monkey", "dragon", "sunshine",
    ];
}
