using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Access;

/// <summary>
/// Marks the data folder as a demonstration and makes its people (演示人员): one for each role, inspectors with their
/// qualification and their crews. None has a password: they sign in by the role switcher alone.
/// </summary>
public sealed class DemoPeople(Database database)
{
    private static readonly (string Login, string Name, Role[] Roles, long Level)[] Cast =
    [
        ("fenxi", "林晓岚", [Role.Analyst], 0),
        ("paigong", "周文博", [Role.Planner], 0),
        ("jiancha1", "陈志强", [Role.Inspector], 2),
        ("jiancha2", "吴海燕", [Role.Inspector], 2),
        ("jiancha3", "郑国平", [Role.Inspector], 2),
        ("jiancha4", "黄丽娟", [Role.Inspector], 3),
        ("shenhe", "何敏", [Role.Reviewer], 0),
        ("hecha", "高建军", [Role.Investigator], 0),
        ("chusuan", "罗芳", [Role.Calculator], 0),
        ("shenpi", "谢永明", [Role.Approver], 0),
        ("fuyi", "韩立新", [Role.Approver], 0),
        ("zhixing", "唐亮", [Role.Executor], 0),
        ("shoufei", "冯雪", [Role.Cashier], 0),
        ("jicha", "董思远", [Role.Auditor], 0),
        ("guanli", "许建华", [Role.Manager], 0),
        ("xitong", "蒋文静", [Role.SystemAdministrator], 0),
        ("jiguan", "沈怀民", [Role.Authority], 0),
        ("kehu", "客户账号", [Role.Customer], 0),
    ];

    private static readonly (string Id, string Name, string[] Members)[] Crews =
    [
        ("C1", "检查一班", ["demo-jiancha1", "demo-jiancha2"]),
        ("C2", "检查二班", ["demo-jiancha3", "demo-jiancha4"]),
    ];

    /// <summary>Makes what is missing; a second run changes nothing.</summary>
    public async Task<Outcome<Done>> RunAsync(Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System)) return AccessProblems.RoleMissing(Role.System);
        await using var work = await database.BeginAsync(actor, stop);
        // The story of a demonstration begins some weeks back; its people must have been there.
        var since = CompanyTime.Day(work.Now).AddMonths(-6);
        foreach (var (login, name, roles, level) in Cast)
        {
            var person = new PersonRow { PersonId = $"demo-{login}", Login = login, Name = name, OrgPath = "/" };
            await work.AddPersonAsync(person);
            await work.SetRolesAsync(person.PersonId, roles.ToHashSet(), since);
            if (level > 0) await work.QualifyAsync(person.PersonId, level, since);
        }

        foreach (var (id, name, members) in Crews) await work.AddCrewAsync(id, name, members);
        await work.MarkDemoAsync();
        await work.CommitAsync("access.demo-people-made", "setting/demo", stop: stop);
        return new Done();
    }
}
