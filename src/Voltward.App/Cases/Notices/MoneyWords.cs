using System.Globalization;
using System.Text;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Notices;

/// <summary>Money as a Chinese form writes it: figures, and capital words that cannot be altered (人民币大写).</summary>
public static class MoneyWords
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private static readonly string[] Places = ["", "拾", "佰", "仟"];
    private static readonly string[] Groups = ["", "万", "亿", "万亿"];

    /// <summary>1234.50 becomes <c>1,234.50 元</c>.</summary>
    public static string Figures(Yuan money) => money.Value.ToString("#,##0.00", CultureInfo.InvariantCulture) + " 元";

    /// <summary>1234.50 becomes 壹仟贰佰叁拾肆元伍角整.</summary>
    public static string Capitals(Yuan money)
    {
        var fen = Math.Abs(money.Fen);
        var (yuan, jiao, rest) = (fen / 100, fen / 10 % 10, fen % 10);
        var words = new StringBuilder(money.Fen < 0 ? "负" : "");
        if (yuan > 0) words.Append(Whole(yuan)).Append('元');
        if (jiao > 0) words.Append(Digits[(int)jiao]).Append('角');
        else if (rest > 0 && yuan > 0) words.Append('零');
        if (rest > 0) words.Append(Digits[(int)rest]).Append('分');
        else words.Append(yuan == 0 && jiao == 0 ? "零元整" : "整");
        return words.ToString();
    }

    /// <summary>Groups of four digits; one 零 for any gap inside.</summary>
    private static string Whole(long yuan)
    {
        var words = new StringBuilder();
        var gap = false;
        var groups = new List<int>();
        for (var left = yuan; left > 0; left /= 10_000) groups.Add((int)(left % 10_000));
        for (var group = groups.Count - 1; group >= 0; group--)
        {
            for (var place = 3; place >= 0; place--)
            {
                var digit = groups[group] / (int)Math.Pow(10, place) % 10;
                if (digit == 0)
                {
                    gap = words.Length > 0;
                    continue;
                }

                if (gap) words.Append('零');
                gap = false;
                words.Append(Digits[digit]).Append(Places[place]);
            }

            if (groups[group] > 0) words.Append(Groups[group]);
        }

        return words.ToString();
    }
}
