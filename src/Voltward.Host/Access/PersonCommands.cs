using System.CommandLine;
using System.Security.Cryptography;
using Voltward.App.Access;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Access;

/// <summary><c>person add</c>: makes an account from the terminal, above all the first administrator's.</summary>
internal static class PersonCommands
{
    public static Command Create() =>
        new("person", Terminal.Say("人员账号", "Accounts of people")) { Add() };

    private static Command Add()
    {
        var login = new Argument<string>("LOGIN") { Description = Terminal.Say("账号名", "Account name") };
        var name = new Option<string>("--name") { Description = Terminal.Say("姓名", "Name"), Required = true };
        var roles = new Option<Role[]>("--role")
        {
            Description = Terminal.Say("角色，可多次给出", "Role; may be given several times"),
            DefaultValueFactory = _ => [Role.SystemAdministrator],
            AllowMultipleArgumentsPerToken = true,
        };
        var org = new Option<string>("--org") { Description = Terminal.Say("单位路径", "Organisation path"), DefaultValueFactory = _ => "/" };
        var (data, json) = (Terminal.Data(), Terminal.Json());
        var command = new Command("add", Terminal.Say(
            "新增账号；初始密码从标准输入读取，未给出时自动生成并打印一次",
            "Add an account; the first password is read from standard input, or made and printed once")) { login, name, roles, org, data, json };
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            var given = Console.IsInputRedirected ? (await Console.In.ReadLineAsync(stop))?.Trim() : null;
            var password = string.IsNullOrEmpty(given) ? Invent() : given;
            var outcome = await services.GetRequiredService<AddPerson>().RunAsync(
                new(parsed.GetValue(login)!, parsed.GetValue(name)!, parsed.GetValue(org)!, parsed.GetValue(roles)!.ToHashSet(), password), Actor.System, stop);
            var shown = string.IsNullOrEmpty(given) ? password : null;
            return outcome.ToTerminal(parsed.GetValue(json), id => new { person = id, login = parsed.GetValue(login), password = shown }, id =>
            {
                Console.Out.WriteLine(Terminal.Say($"已新增 {id}。", $"Added {id}."));
                if (shown is not null) Console.Out.WriteLine(Terminal.Say($"初始密码（首次登录须修改）：{shown}", $"First password, to be changed at the first sign-in: {shown}"));
            });
        });
        return command;
    }

    private static string Invent() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", 5)));
}
