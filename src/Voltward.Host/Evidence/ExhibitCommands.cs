using System.CommandLine;
using Voltward.App.Evidence;
using Voltward.Domain.Evidence;
using Voltward.Host.Shared;
using static Voltward.Host.Shared.TerminalActor;

namespace Voltward.Host.Evidence;

/// <summary><c>voltward exhibit</c>: seals physical exhibits and records every hand-over.</summary>
internal static class ExhibitCommands
{
    private static readonly Option<string> Place = Text("--place", "保管地点", "Where it is kept", required: true);
    private static readonly Option<FileInfo?> Photo = new("--photo") { Description = Terminal.Say("状态照片（原件）", "Photo of its condition (the original)") };

    public static Command Create() => new("exhibit", Terminal.Say("物证封存与交接", "Physical exhibits: sealing and hand-over")) { Seal(), Move() };

    private static Command Seal()
    {
        var caseNo = new Argument<string>("CASE") { Description = Terminal.Say("案件编号", "Case") };
        var kind = Text("--kind", "种类：meter transformer seal wire device other", "Kind: meter transformer seal wire device other", required: true);
        var what = Text("--description", "名称与自身编号", "What it is, with its own numbers", required: true);
        var from = Text("--given-by", "交出人；拆回本企业设备时不填", "Who handed it over; left out when the company's own equipment was removed", required: false);
        var police = new Option<bool>("--police") { Description = Terminal.Say("由公安机关提取", "Taken by the police") };
        var (bag, seal, witness) = (Text("--bag", "封袋编号", "Number of the bag", true), Text("--seal", "封条编号", "Number of the seal", true), Text("--witness", "见证人", "Who saw it being sealed", true));
        var command = new Command("seal", Terminal.Say("封存一件物证", "Put a thing into a sealed bag and on record")) { caseNo, kind, what, from, police, bag, seal, witness, Place, Photo };
        return Do(command, async (parsed, services, actor, stop) =>
        {
            var by = parsed.GetValue(from);
            var obtained = parsed.GetValue(police) ? ExhibitObtained.TakenByPolice : by is null ? ExhibitObtained.Removed : ExhibitObtained.HandedOver;
            var request = new SealExhibit.Request(
                parsed.GetValue(caseNo)!, parsed.GetValue(kind)!, parsed.GetValue(what)!, obtained == ExhibitObtained.Removed, obtained, by,
                new(parsed.GetValue(bag)!, parsed.GetValue(seal)!, parsed.GetValue(Place)!, parsed.GetValue(witness)!), await PhotoAsync(parsed, stop));
            return (await services.GetRequiredService<SealExhibit>().RunAsync(request, actor, stop)).ToTerminal(parsed.GetValue(AsJson), no => new { exhibitNo = no }, Console.Out.WriteLine);
        });
    }

    private static Command Move()
    {
        var exhibit = new Argument<string>("EXHIBIT") { Description = Terminal.Say("物证编号", "Exhibit") };
        var (from, to) = (Text("--from", "交出人", "Who gives it away", true), Text("--to", "接收人", "Who takes it", true));
        var (found, after) = (Text("--seal-found", "交接时的封号", "Number on the bag as found", true), Text("--seal-after", "之后的封号；缺省为不变", "Number afterwards; unchanged when left out", false));
        var open = new Option<bool>("--open") { Description = Terminal.Say("开封检验后重新封存", "Opened for examination and sealed again") };
        var authorisation = Text("--authorisation", "检定机构授权文号；开封时必填，否则告警", "Authorisation of the laboratory; an opening without it is an alarm", false);
        var at = new Option<DateTimeOffset>("--at") { Description = Terminal.Say("时间", "When"), Required = true };
        var command = new Command("move", Terminal.Say("登记交接或开封", "Record a hand-over or an opening")) { exhibit, from, to, found, after, open, authorisation, at, Place, Photo };
        return Do(command, async (parsed, services, actor, stop) =>
        {
            var seal = parsed.GetValue(found)!;
            var move = new ExhibitMove(
                parsed.GetValue(open) ? ExhibitMoveKind.Open : ExhibitMoveKind.HandOver, parsed.GetValue(at).ToUniversalTime(), parsed.GetValue(from)!, parsed.GetValue(to)!,
                parsed.GetValue(Place)!, seal, parsed.GetValue(after) ?? seal, parsed.GetValue(authorisation));
            return (await services.GetRequiredService<MoveExhibit>().RunAsync(new(parsed.GetValue(exhibit)!, move, await PhotoAsync(parsed, stop)), actor, stop)).ToTerminal(
                parsed.GetValue(AsJson), m => new { gaps = m.Gaps.Select(g => g.In(!Terminal.Chinese)) }, m =>
                {
                    Console.Out.WriteLine(m.Gaps.Count == 0 ? Terminal.Say("保管链完整。", "The chain of custody is whole.") : Terminal.Say("保管链有缺口：", "The chain of custody has gaps:"));
                    foreach (var gap in m.Gaps) Console.Out.WriteLine("  " + gap.In(!Terminal.Chinese));
                });
        });
    }

    private static async Task<byte[]> PhotoAsync(ParseResult parsed, CancellationToken stop) =>
        parsed.GetValue(Photo) is { Exists: true } photo ? await File.ReadAllBytesAsync(photo.FullName, stop) : [];

    private static Option<string> Text(string name, string zh, string en, bool required) => new(name) { Description = Terminal.Say(zh, en), Required = required };
}
