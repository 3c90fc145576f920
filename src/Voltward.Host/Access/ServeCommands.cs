using System.CommandLine;
using Voltward.Host.Shared;

namespace Voltward.Host.Access;

/// <summary><c>serve</c>: the web program.</summary>
internal static class ServeCommands
{
    public static Command Create()
    {
        var data = Terminal.Data();
        var urls = new Option<string>("--urls")
        {
            Description = Terminal.Say("监听地址，多个以分号分隔", "Addresses to listen on, separated by semicolons"),
            DefaultValueFactory = _ => WebHost.DefaultUrls,
        };
        var command = new Command("serve", Terminal.Say("启动网页服务", "Run the web program")) { data, urls };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(urls)!, stop));
        return command;
    }

    /// <summary>Serves until it is told to stop.</summary>
    public static async Task<int> RunAsync(string dataFolder, string urls, CancellationToken stop)
    {
        await using var app = await WebHost.BuildAsync(dataFolder, urls, stop);
        if (await StartAsync(app, stop) is { } refused) return refused;
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    /// <summary>Starts listening and says where; an exit code when the address is not to be had.</summary>
    internal static async Task<int?> StartAsync(WebApplication app, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException e)
        {
            Console.Error.WriteLine(Terminal.Say($"无法监听网址：{e.Message}", $"Cannot listen: {e.Message}"));
            return 1;
        }

        foreach (var url in app.Urls) Console.Error.WriteLine(Terminal.Say($"电鉴已启动：{url}", $"Voltward is ready: {url}"));
        return null;
    }
}
