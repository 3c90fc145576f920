using System.Text;

namespace Voltward.Verify;

/// <summary><c>voltward-verify BUNDLE [--json] [--key KEY]…</c>: checks an evidence bundle without a network and without us.</summary>
public static class Program
{
    /// <summary>0 valid, 1 not valid or cannot tell, 2 usage.</summary>
    public static int Main(string[] args)
    {
        Console.OutputEncoding = Encoding.UTF8;
        var chinese = (Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LANG") ?? "").StartsWith("zh", StringComparison.OrdinalIgnoreCase);
        var files = new List<string>();
        var keys = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--key" && i + 1 < args.Length) keys.Add(args[++i]);
            else if (args[i] is not "--json") files.Add(args[i]);
        }

        if (files is not [var file] || file.StartsWith('-') || !File.Exists(file) || keys.Exists(k => PublicKey.Read(k) is null))
        {
            Console.Error.WriteLine(chinese
                ? "用法：voltward-verify 证据包.zip [--json] [--key 名称+编号+公钥]…\n核验证据包，不需要网络。--key 给出你信任的日志公钥。"
                : "usage: voltward-verify BUNDLE.zip [--json] [--key NAME+ID+KEY]...\nChecks an evidence bundle without a network. --key names a log key that you trust.");
            return 2;
        }

        return Check(file, keys).Print(Console.Out, args.Contains("--json"), chinese);
    }

    /// <summary>Checks a bundle.</summary>
    /// <param name="file">Path of the bundle.</param>
    /// <param name="keys">Log keys that are trusted, <c>name+id+key</c>; empty: those of the bundle, with a note.</param>
    public static Verdict Check(string file, IReadOnlyList<string> keys) => BundleCheck.Run(file, [.. keys.Select(k => PublicKey.Read(k) ?? throw new ArgumentException(k))]);
}
