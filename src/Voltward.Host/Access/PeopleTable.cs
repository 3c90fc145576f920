using Voltward.App.Access;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Access;

/// <summary>The list of people (人员).</summary>
internal sealed class PeopleTable(PersonList people, Texts t) : OfficeList<PersonList.Row>
{
    public override string Path => "/people";

    public override string Title => "人员与角色";

    public override string SearchHint => "姓名、账号";

    public override IReadOnlyList<Column<PersonList.Row>> Columns =>
    [
        new("name", "姓名", p => p.Name) { Leads = true },
        new("login", "账号", p => p.Login),
        new("roles", "角色", p => string.Join(t["、"], p.Roles.Select(r => t[Roles.Name(r)]))) { Sorts = false },
        new("org", "单位", p => p.OrgName ?? (p.OrgPath == "/" ? t["全部单位"] : p.OrgPath)) { Sorts = false },
        new("active", "状态", p => p.Active == 1 ? t["启用"] : t["停用"]) { Sorts = false, Cell = p => Cells.State(p.Active == 1 ? "" : "muted", p.Active == 1 ? t["启用"] : t["停用"]) },
        new("last", "最近登录", p => p.LastSignIn) { Sorts = false, Figure = true, Text = p => Figures.Instant(p.LastSignIn) },
    ];

    public override async Task<ListPage<PersonList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        var all = await people.AllAsync(actor, stop);
        var role = request.Filters.GetValueOrDefault("role");
        var found = all
            .Where(p => request.Search.Length == 0 || p.Name.Contains(request.Search, StringComparison.OrdinalIgnoreCase) || p.Login.Contains(request.Search, StringComparison.OrdinalIgnoreCase))
            .Where(p => role is null || p.Roles.Any(r => r.ToString() == role));
        found = request.Sort switch
        {
            "name" => found.OrderBy(p => p.Name, StringComparer.Ordinal),
            _ => found.OrderBy(p => p.Login, StringComparer.Ordinal),
        };
        var rows = request.Descending ? [.. found.Reverse()] : found.ToList();
        return new ListPage<PersonList.Row>([.. rows.Skip((request.Page - 1) * request.Size).Take(request.Size)], rows.Count);
    }

    public override string? Href(PersonList.Row row) => $"/people/{Uri.EscapeDataString(row.PersonId)}";

    public override Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) => Task.FromResult<IReadOnlyList<Filter>>(
        [new("role", "角色", [.. Enum.GetValues<Role>().Where(r => r != Role.System).Select(r => (r.ToString(), t[Roles.Name(r)]))])]);
}
