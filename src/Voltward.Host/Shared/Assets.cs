using System.Security.Cryptography;

namespace Voltward.Host.Shared;

/// <summary>Addresses of scripts and styles, each with a mark of its content, so that browsers may keep them for ever.</summary>
internal sealed class Assets
{
    private readonly Dictionary<string, string> _urls = [];

    public Assets()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var all = new List<byte>();
        foreach (var file in (string[])["/icon.svg", "/lib/office.css", "/lib/office.js", "/lib/charts.js"])
        {
            var hash = SHA256.HashData(File.ReadAllBytes(root + file));
            all.AddRange(hash);
            _urls[file] = $"{file}?v={Convert.ToHexStringLower(hash.AsSpan(0, 6))}";
        }

        Version = Convert.ToHexStringLower(SHA256.HashData(all.ToArray()).AsSpan(0, 6));
    }

    /// <summary>Mark of all scripts and styles together.</summary>
    public string Version { get; }

    public string Url(string file) => _urls[file];
}
