using System.CommandLine;
using Voltward.Host.Access;
using Voltward.Host.Cases;
using Voltward.Host.Detection;
using Voltward.Host.Evidence;
using Voltward.Host.Inspections;
using Voltward.Host.LineLoss;
using Voltward.Host.MarketingAudit;
using Voltward.Host.Planning;
using Voltward.Host.Readings;
using Voltward.Host.Service;
using Voltward.Host.Shared;
using Voltward.Host.Trail;

namespace Voltward.Host;

/// <summary>The one program: command line and web.</summary>
public sealed class Program
{
    private Program()
    {
    }

    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand(Terminal.Say(
            "电鉴：供电企业用电检查工作系统",
            "Voltward: the working system of an electricity-use inspection department"))
        {
            // One line per command, in the order of docs and --help.
            DemoCommands.Create(),
            ServeCommands.Create(),
            SimulateCommands.Create(),
            ImportCommands.Create(),
            AnalyseCommands.Create(),
            LossCommands.Create(),
            LedgerCommands.Create(),
            LossOrderCommands.Create(),
            LeadCommands.Create(),
            TrainCommands.Create(),
            ModelCommands.Create(),
            EvaluateCommands.Create(),
            PlanCommands.Create(),
            OrderCommands.Create(),
            VisitCommands.Create(),
            QualityCommands.Create(),
            IntegrityCommands.Create(),
            DeviceCommands.Create(),
            ChecklistCommands.Create(),
            Planning.RuleCommands.Create(),
            TipCommands.Create(),
            AuditCommands.Create(),
            CaseCommands.Create(),
            HandoverCommands.Create(),
            DeskCommands.Form(),
            DeskCommands.Approvals(),
            DeskCommands.Clocks(),
            SettleCommands.Create(),
            ExhibitCommands.Create(),
            BundleCommands.Create(),
            BundleCommands.CreateVerify(),
            LogCommands.Create(),
            WitnessCommands.Create(),
            CutCheckCommands.Create(),
            PersonCommands.Create(),
            GrantCommands.Create(),
            BenchCommands.Create(),
        };

        var parsed = root.Parse(args);
        try
        {
            var exit = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? 2 : exit;
        }
        catch (Exception error) when (DiskFull.Caused(error))
        {
            return DiskFull.Problem.ToTerminal(args.Contains("--json"));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(Terminal.Say("程序出错：", "Unhandled exception: ") + error);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
    }
}
