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
    public static Option<string?> As() => new("--as")
    {
        Description = Terminal.Say("以某人的名义办理（账号名）", "Act in the name of a person (account name)"),
    };

    /// <summary>The named person with the roles of today; the program itself when nobody is named.</summary>
    public static async Task<Outcome<Actor>> FindAsync(IServiceProvider services, string? login, CancellationToken stop) =>
        login is null ? Actor.System : await services.GetRequiredService<FindActor>().RunAsync(login, stop);
}
