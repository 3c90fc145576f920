using Voltward.App.Storage;

namespace Voltward.App.Customers;

/// <summary>A unit of the company (单位) and its path from the top, such as <c>/350/3501/</c>.</summary>
internal sealed class Organisation
{
    public string OrgCode { get; init; } = "";

    public string? ParentCode { get; init; }

    public string Name { get; init; } = "";

    public string OrgPath { get; init; } = "";
}

/// <summary>The tree of organisations.</summary>
internal static class OrganisationStore
{
    public static Task<IReadOnlyList<Organisation>> AllAsync(Session session) =>
        session.QueryAsync<Organisation>("select org_code as OrgCode, parent_code as ParentCode, name as Name, org_path as OrgPath from organisation");

    /// <summary>Path of a unit; null when there is no such unit.</summary>
    public static Task<string?> PathAsync(Session session, string code) =>
        session.ScalarAsync<string>("select org_path from organisation where org_code = @code", new { code });

    /// <summary>Adds units, and renames those that exist; their place in the tree stays.</summary>
    public static Task SaveAsync(Work work, IEnumerable<Organisation> organisations) => work.ExecuteManyAsync(
        """
        insert into organisation (org_code, parent_code, name, org_path) values (@OrgCode, @ParentCode, @Name, @OrgPath)
        on conflict (org_code) do update set name = excluded.name
        """,
        organisations);
}
