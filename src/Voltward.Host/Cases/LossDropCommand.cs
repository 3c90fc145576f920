using System.CommandLine;
using Voltward.App.Cases;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Cases;

/// <summary><c>case verify-loss</c>: whether the loss of the area fell after each closed case.</summary>
internal static class LossDropCommand
{
    public static Command Create()
    {
        var (data, json) = (Terminal.Data(), Terminal.Json());
        var command = new Command("verify-loss", Terminal.Say(
            "结案降损验证：按最近一次分析核对已结案件的台区线损是否下降；未降的自动重开",
            "Whether the loss of the area fell after each closed case, by the last analysis; a case without its drop comes back")) { data, json };
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            return (await services.GetRequiredService<VerifyLossDrops>().RunAsync(Actor.System, stop)).ToTerminal(parsed.GetValue(json), View, Print);
        });
        return command;
    }

    private static object View(IReadOnlyList<VerifyLossDrops.Look> looks) => new
    {
        cases = looks.Select(l => new
        {
            l.CaseNo,
            l.Area,
            dropKwhPerDay = Number(l.Drop.KwhPerDay),
            low = Number(l.Drop.Low),
            high = Number(l.Drop.High),
            claimedKwhPerDay = Number(l.ClaimedKwhPerDay),
            l.Drop.Controls,
            verdict = l.Drop.Verdict.ToString(),
            l.Reopened,
        }),
        undecidable = looks.Count(l => l.Drop.Verdict is Analytics.LineLoss.DropVerdict.Undecidable or Analytics.LineLoss.DropVerdict.TooEarly),
    };

    private static void Print(IReadOnlyList<VerifyLossDrops.Look> looks)
    {
        if (looks.Count == 0) Console.Out.WriteLine(Terminal.Say("没有待验证的已结窃电案件。", "No closed case of theft waits for its proof."));
        foreach (var l in looks)
        {
            Console.Out.WriteLine(Terminal.Invariant(
                $"{l.CaseNo}  {l.Area}  {l.Drop.KwhPerDay,8:0.0} ({l.Drop.Low:0.0} – {l.Drop.High:0.0}) kWh/d, {Terminal.Say("认定", "claimed")} {l.ClaimedKwhPerDay:0.0}  {l.Drop.Verdict}{(l.Reopened ? Terminal.Say("，已重开", ", reopened") : "")}"));
        }
    }

    private static double? Number(double value) => double.IsNaN(value) ? null : Math.Round(value, 2, MidpointRounding.AwayFromZero);
}
