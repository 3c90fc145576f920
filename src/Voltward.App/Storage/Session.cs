using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using Voltward.Domain.Access;

namespace Voltward.App.Storage;

/// <summary>
/// A connection used on behalf of one person. The person's row scope is applied here and nowhere else: SQL that reads rows of
/// customers, areas, orders, visits or cases writes <c>@@scope(alias.org_path)</c> where the condition belongs. SQL that shows what a
/// visit found writes <c>@@blind(alias.visit_id)</c> as well, and SQL that shows orders <c>@@opened(alias)</c>.
/// </summary>
public abstract partial class Session : IAsyncDisposable
{
    private protected Session(DbConnection connection, DbTransaction? transaction, Actor actor, DateTimeOffset now) =>
        (Connection, Transaction, Actor, Now) = (connection, transaction, actor, now);

    /// <summary>Whose rows are seen and in whose name is written.</summary>
    public Actor Actor { get; }

    /// <summary>The instant of the whole unit of work, UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Whether statements travel to a server, so that many rows in one statement pay.</summary>
    internal bool IsPostgres => Connection is Npgsql.NpgsqlConnection;

    private protected DbConnection Connection { get; }

    private protected DbTransaction? Transaction { get; }

    /// <summary>All rows of a query.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments = null)
    {
        var (text, parameters) = Scoped(sql, arguments);
        return (await Connection.QueryAsync<T>(text, parameters, Transaction)).AsList();
    }

    /// <summary>The rows of a query one after the other, for millions of them: no object is made of a row, and nothing else is asked meanwhile.</summary>
    internal async Task EachAsync(string sql, object arguments, Action<DbDataReader> use)
    {
        var (text, parameters) = Scoped(sql, arguments);
        await using var reader = await Connection.ExecuteReaderAsync(text, parameters, Transaction);
        while (await reader.ReadAsync()) use(reader);
    }

    /// <summary>The only row of a query, or null.</summary>
    public Task<T?> FindAsync<T>(string sql, object? arguments = null)
    {
        var (text, parameters) = Scoped(sql, arguments);
        return Connection.QuerySingleOrDefaultAsync<T>(text, parameters, Transaction);
    }

    /// <summary>The first column of the only row.</summary>
    public Task<T?> ScalarAsync<T>(string sql, object? arguments = null)
    {
        var (text, parameters) = Scoped(sql, arguments);
        return Connection.ExecuteScalarAsync<T>(text, parameters, Transaction);
    }

    /// <summary>The rows of a query one after the other, where objects would cost too much; nothing else is asked meanwhile. No row scope.</summary>
    internal async Task ReadAsync(string sql, Func<DbDataReader, Task> use)
    {
        await using var command = Connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, Transaction);
        await using var reader = await command.ExecuteReaderAsync();
        await use(reader);
    }

    public abstract ValueTask DisposeAsync();

    private protected (string Sql, DynamicParameters Parameters) Scoped(string sql, object? arguments)
    {
        var parameters = new DynamicParameters(arguments);
        var text = ScopeMark().Replace(sql, mark => Actor.OrgPath == "/" ? "1 = 1" : $"{mark.Groups[1].Value} like @scopePath");
        if (!ReferenceEquals(text, sql) && Actor.OrgPath != "/") parameters.Add("scopePath", Actor.OrgPath + "%");
        text = SealedMark().Replace(text, mark => Opened(mark.Groups[1].Value));
        text = LotMark().Replace(text, mark => Lot(mark.Groups[1].Value));
        text = BlindMark().Replace(text, mark => Actor.Is(Role.Inspector) ? Blind.Replace("@@visit", mark.Groups[1].Value, StringComparison.Ordinal) : "1 = 1");
        if (text.Contains("@blindReader", StringComparison.Ordinal)) parameters.Add("blindReader", Actor.PersonId);
        return (text, parameters);
    }

    /// <summary>Orders that are not for those who plan and those who go: drawn by lot and in no plan yet; of a sealed day; the first order of an open second visit.</summary>
    private string Opened(string order)
    {
        if (!Actor.Is(Role.Planner, Role.Inspector)) return "1 = 1";
        var waiting = $"not ({order}.reason_code = 'random-audit' and {order}.plan_id is null and {order}.carry_over_of is null and {order}.state = 'draft')";
        if (!Actor.Is(Role.Inspector)) return waiting;
        var first = $"not exists (select 1 from visit fv where fv.order_no = {order}.order_no and not ({Blind.Replace("@@visit", "fv.visit_id", StringComparison.Ordinal)}))";
        return $"{waiting} and {Sealed.Replace("@@order", order, StringComparison.Ordinal)} and {first}";
    }

    /// <summary>
    /// Whether somebody is shown whom an order is about. One by lot shows it to no planner and to no other crew until it was carried out: whoever sees where a
    /// random audit goes can look up whether somebody was there lately, and so tells a second visit from it.
    /// </summary>
    private string Lot(string order)
    {
        if (!Actor.Is(Role.Planner, Role.Inspector)) return "1 = 1";
        var own = Actor.Is(Role.Inspector) ? $" or {order}.inspector_1 = @blindReader or {order}.inspector_2 = @blindReader" : "";
        return $"({order}.reason_code <> 'random-audit' or {order}.state not in ('draft', 'approved', 'under-way', 'void'){own})";
    }

    /// <summary>
    /// While a blind re-inspection or a rest of it is open, no inspector but those of the first crew reads the first visit, whichever way the question comes.
    /// </summary>
    private const string Blind =
        """
        not exists (select 1 from blind_reinspection br where br.first_visit_id = @@visit
              and exists (with recursive piece (no) as (
                    select br.order_no union select pw.order_no from work_order pw join piece pp on pw.carry_over_of = pp.no)
                  select 1 from piece join work_order bo on bo.order_no = piece.no where bo.state in ('draft', 'approved', 'under-way', 'submitted', 'returned'))
              and not exists (select 1 from visit_inspector bi where bi.visit_id = br.first_visit_id and bi.person_id = @blindReader))
        """;

    [GeneratedRegex(@"@@scope\(([a-z_.]+)\)")]
    private static partial Regex ScopeMark();

    /// <summary>Orders of a sealed day are hidden from those who carry them out until the day is opened at departure.</summary>
    private const string Sealed =
        "not exists (select 1 from plan_seal ps where ps.plan_id = @@order.plan_id and ps.day = @@order.day and ps.opened_at is null)";

    [GeneratedRegex(@"@@opened\(([a-z_]+)\)")]
    private static partial Regex SealedMark();

    [GeneratedRegex(@"@@lot\(([a-z_]+)\)")]
    private static partial Regex LotMark();

    [GeneratedRegex(@"@@blind\(([a-z_.]+)\)")]
    private static partial Regex BlindMark();
}

/// <summary>Reads one consistent state; writes nothing.</summary>
public sealed class Look : Session
{
    internal Look(DbConnection connection, DbTransaction transaction, Actor actor, DateTimeOffset now)
        : base(connection, transaction, actor, now)
    {
    }

    public override async ValueTask DisposeAsync()
    {
        await Transaction!.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
