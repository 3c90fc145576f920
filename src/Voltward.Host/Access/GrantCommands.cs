using System.CommandLine;
using Voltward.App.Access;
using Voltward.App.Cases;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Host.Shared;
using static Voltward.Host.Shared.TerminalActor;

namespace Voltward.Host.Access;

/// <summary><c>voltward grant</c>: roles borrowed for a time, and which customer an account speaks for.</summary>
internal static class GrantCommands
{
    public static Command Create() => new("grant", Terminal.Say("代理、应急授权与客户账号", "Delegations, emergencies, customers' accounts")) { List(), Delegate(), Emergency(), Decide("approve", true), Decide("end", false), Customer() };

    private static Command List()
    {
        var command = new Command("list", Terminal.Say("代理与应急授权", "Borrowed roles"));
        return Do(command, async (parsed, services, actor, stop) =>
        {
            Outcome<All> all = new All(await services.GetRequiredService<BorrowList>().RunAsync(actor, stop));
            return all.ToTerminal(parsed.GetValue(AsJson), a => a.Rows, a =>
            {
                foreach (var g in a.Rows) Console.Out.WriteLine(Terminal.Invariant($"{g.GrantId}  {g.KindWord}  {g.PersonName}  {Roles.Name(g.Role).In(!Terminal.Chinese)}  {g.ValidTo:yyyy-MM-dd HH:mm}Z  {g.ApprovedBy ?? "–"}"));
            });
        });
    }

    private static Command Delegate()
    {
        var person = new Argument<string>("PERSON") { Description = Terminal.Say("代理人编号", "Who is to act") };
        var role = new Option<Role>("--role") { Description = Terminal.Say("角色", "Role"), Required = true };
        var from = new Option<DateTimeOffset>("--from") { Description = Terminal.Say("自", "From"), Required = true };
        var until = new Option<DateTimeOffset>("--until") { Description = Terminal.Say("至", "Until"), Required = true };
        var reason = Reason(required: true);
        var command = new Command("delegate", Terminal.Say("委托同事代理本人角色；须经第三人批准", "Let a colleague act in one's place; a third person approves")) { person, role, from, until, reason };
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<DelegateRole>()
            .RunAsync(new(parsed.GetValue(person)!, parsed.GetValue(role), parsed.GetValue(from), parsed.GetValue(until), parsed.GetValue(reason)!), actor, stop))
            .ToTerminal(parsed.GetValue(AsJson), no => new { grantId = no }, Console.Out.WriteLine));
    }

    private static Command Emergency()
    {
        var role = new Option<Role>("--role") { Description = Terminal.Say("角色", "Role"), Required = true };
        var reason = Reason(required: true);
        var command = new Command("emergency", Terminal.Say("应急授权：立即生效 24 小时，事后补批", "Take a role at once for a day; approved afterwards")) { role, reason };
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<BreakGlass>().RunAsync(new(parsed.GetValue(role), parsed.GetValue(reason)!), actor, stop))
            .ToTerminal(parsed.GetValue(AsJson), no => new { grantId = no }, Console.Out.WriteLine));
    }

    private static Command Decide(string name, bool approve)
    {
        var grant = new Argument<string>("GRANT") { Description = Terminal.Say("授权编号", "Grant") };
        var reason = Reason(required: false);
        var command = new Command(name, approve ? Terminal.Say("批准", "Approve it") : Terminal.Say("不批准或终止", "Refuse or end it")) { grant, reason };
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<DecideGrant>().RunAsync(new(parsed.GetValue(grant)!, approve, parsed.GetValue(reason)), actor, stop))
            .ToTerminal(parsed.GetValue(AsJson), _ => new { done = true }, _ => Console.Out.WriteLine(Terminal.Say("已办理。", "Done."))));
    }

    private static Command Customer()
    {
        var person = new Argument<string>("PERSON") { Description = Terminal.Say("客户账号的人员编号", "Person of the customer's account") };
        var customer = new Argument<string>("CUSTOMER") { Description = Terminal.Say("户号", "Customer") };
        var command = new Command("customer", Terminal.Say("指定客户账号对应的户号", "Say which customer an account speaks for")) { person, customer };
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<CustomerSide>().LinkAsync(parsed.GetValue(person)!, parsed.GetValue(customer)!, actor, stop))
            .ToTerminal(parsed.GetValue(AsJson), _ => new { done = true }, _ => Console.Out.WriteLine(Terminal.Say("已办理。", "Done."))));
    }

    private sealed record All(IReadOnlyList<GrantRow> Rows);

    private static Option<string> Reason(bool required) => new("--reason") { Description = Terminal.Say("理由", "Why"), Required = required };
}
