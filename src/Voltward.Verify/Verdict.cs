using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Voltward.Verify;

/// <summary>What a check found: valid, not valid and what is wrong, or cannot tell.</summary>
public sealed class Verdict
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private readonly List<(string Item, string Code, string Zh, string En)> _problems = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool Ok => _problems.Count == 0;

    /// <summary>Number of files on the signed list.</summary>
    public int Items { get; internal set; }

    /// <summary>What is wrong: item and code.</summary>
    public IReadOnlyList<(string Item, string Code)> Problems => [.. _problems.Select(p => (p.Item, p.Code))];

    internal bool CannotTell { get; set; }

    internal List<(string Code, string Zh, string En)> Notes { get; } = [];

    internal List<PublicKey> Keys { get; } = [];

    internal List<TimeToken> Stamps { get; } = [];

    private string Word => Ok ? "valid" : CannotTell ? "cannot-tell" : "not-valid";

    internal void Wrong(string item, string code, string zh, string en)
    {
        if (!_problems.Exists(p => p.Item == item && p.Code == code)) _problems.Add((item, code, zh, en));
    }

    /// <summary>Writes the verdict as JSON or as text; 0 when all is well, 1 when not.</summary>
    public int Print(TextWriter to, bool json, bool chinese)
    {
        string Say(string zh, string en) => chinese ? zh : en;
        if (json)
        {
            to.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Ok,
                    verdict = Word,
                    Items,
                    problems = _problems.Select(p => new { p.Item, p.Code, text = Say(p.Zh, p.En) }),
                    notes = Notes.Select(n => new { n.Code, text = Say(n.Zh, n.En) }),
                    keys = Keys.Select(k => new { k.Name, k.Fingerprint }),
                    timeStamps = Stamps.Select(t => new { t.Time, t.Authority, t.Fingerprint }),
                },
                Json));
            return Ok ? 0 : 1;
        }

        to.WriteLine(Ok ? Say($"有效：{Items} 项全部核对一致。", $"Valid: all {Items} items agree.") : CannotTell ? Say("无法判断。", "Cannot tell.") : Say("无效。", "Not valid."));
        foreach (var p in _problems) to.WriteLine($"  ✗ {p.Item}  {Say(p.Zh, p.En)} ({p.Code})");
        foreach (var stamp in Stamps) to.WriteLine(Say($"  时间戳：{stamp.Time:u}，{stamp.Authority}", $"  time stamp: {stamp.Time:u} by {stamp.Authority}"));
        foreach (var key in Keys) to.WriteLine(Say($"  公钥 {key.Name}：{key.Fingerprint}", $"  key {key.Name}: {key.Fingerprint}"));
        foreach (var note in Notes) to.WriteLine("  · " + Say(note.Zh, note.En));
        return Ok ? 0 : 1;
    }
}
