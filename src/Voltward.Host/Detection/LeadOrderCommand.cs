using System.CommandLine;
using Voltward.App.Detection;
using Voltward.App.Inspections;
using Voltward.Domain.Detection;
using Voltward.Host.Shared;

namespace Voltward.Host.Detection;

/// <summary><c>voltward leads order</c>: opens the work order of a lead; for a file correction that of correcting the file.</summary>
internal static class LeadOrderCommand
{
    public static Command Create()
    {
        var lead = new Argument<string>("LEAD") { Description = Terminal.Say("线索编号（leads --json 的 leadId）", "Lead, the leadId of leads --json") };
        var reason = new Option<string?>("--reason") { Description = Terminal.Say("检查理由代码；缺省按线索性质", "Code of the reason; the usual one of the lead's kind when left out") };
        var command = new Command("order", Terminal.Say("为线索开工作单（档案更正线索开更正单）", "Open the work order of a lead; of a file correction, that of correcting the file")) { lead, reason };
        return TerminalActor.Do(command, async (parsed, services, actor, stop) =>
        {
            if (await services.GetRequiredService<LeadQueries>().RunAsync(parsed.GetValue(lead)!, actor, stop) is not { } found)
            {
                return DetectionProblems.LeadUnknown(parsed.GetValue(lead)!).ToTerminal(parsed.GetValue(TerminalActor.AsJson));
            }

            var code = parsed.GetValue(reason) ?? LeadWords.Reason(found.Row.Kind, found.Row.CustomerNo is not null);
            var outcome = await services.GetRequiredService<OpenWorkOrder>().RunAsync(new(found.Row.LeadId, null, code), actor, stop);
            return outcome.ToTerminal(parsed.GetValue(TerminalActor.AsJson), no => new { orderNo = no, reason = code }, Console.Out.WriteLine);
        });
    }
}
