using System.CommandLine;
using Voltward.App.Access;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.Host.Shared;

/// <summary>
/// In whose name a command acts. Whoever can open the data folder can act for anybody in it, so the terminal is trusted; the trail
/// still names the person, and the separation of duties holds as everywhere.
/// </summary>
internal static class TerminalActor
{
    private static readonly Option<string?> Person = As();

    /// <summary>The data folder of the commands made by <see cref="Do"/>.</summary>
    public static Option<string> DataFolder { get; } = Terminal.Data();

    /// <summary>Whether a command made by <see cref="Do"/> prints JSON.</summary>
    public static Option<bool> AsJson { get; } = Terminal.Json();

    /// <summary>A command that acts in somebody's name on a data folder.</summary>
    public static Command Do(Command command, Func<ParseResult, IServiceProvider, Actor, CancellationToken, Task<int>> act)
    {
        command.Add(DataFolder);
        command.Add(Person);
        command.Add(AsJson);
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await Services.OpenAsync(parsed.GetValue(DataFolder)!, stop);
            if (!(await FindAsync(services, parsed.GetValue(Person), stop)).Succeeded(out var actor, out var unknown)) return unknown.ToTerminal(parsed.GetValue(AsJson));
            return await act(parsed, services, actor, stop);
        });
        return command;
    }

    public static Option<string?> As() => new("--as")
    {
        Description = Terminal.Say("以某人的名义办理（账号名）", "Act in the name of a person (account name)"),
    };

    /// <summary>The named person with the roles of today; the program itself when nobody is named.</summary>
    public static async Task<Outcome<Actor>> FindAsync(IServiceProvider services, string? login, CancellationToken stop) =>
        login is null ? Actor.System : await services.GetRequiredService<FindActor>().RunAsync(login, stop);
}
