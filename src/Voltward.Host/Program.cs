using System.CommandLine;
using Voltward.Host.Access;
using Voltward.Host.Readings;
using Voltward.Host.Shared;

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
            SimulateCommands.Create(),
            ServeCommands.Create(),
            PersonCommands.Create(),
        };

        return await root.Parse(args).InvokeAsync();
    }
}
