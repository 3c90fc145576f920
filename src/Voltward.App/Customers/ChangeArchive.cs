using System.Globalization;
using Voltward.App.Readings.Import;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Customers;

namespace Voltward.App.Customers;

/// <summary>
/// One change of the archive by hand (档案变更): a row is stated or corrected, something is different from a day on, or a row turns out never to
/// have been true. Old rows stay with the end of the belief in them; the trail says who, when and why.
/// </summary>
public sealed class ChangeArchive(Database database)
{
    /// <summary>What kind of change.</summary>
    public enum Edit
    {
        /// <summary>A row, new or in place of the believed one with the same key and <c>valid_from</c>.</summary>
        State,

        /// <summary>The given values hold from <see cref="Request.Day"/> on; everything else of the row in force stays.</summary>
        ChangeFrom,

        /// <summary>The believed row in force on <see cref="Request.Day"/> was never true.</summary>
        Withdraw,
    }

    /// <param name="Table">Table of docs/formats.md section 1, such as <c>customers</c>.</param>
    /// <param name="Values">Column → text as in a file. For <see cref="Edit.State"/> all of the row, else the key and what changes.</param>
    /// <param name="Edit">Kind of change.</param>
    /// <param name="Reason">Why; kept in the trail, so no names or telephone numbers.</param>
    /// <param name="Day">For changes from a day on and withdrawals.</param>
    public sealed record Request(string Table, IReadOnlyDictionary<string, string?> Values, Edit Edit, string Reason, DateOnly? Day = null);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System, Role.Auditor, Role.Manager)) return AccessProblems.RoleMissing(Role.Auditor, Role.Manager);
        if (string.IsNullOrWhiteSpace(request.Reason)) return CustomerProblems.ReasonMissing;
        if (CompanyTables.Find(request.Table) is not { Kind: TargetKind.Archive } shape || shape.Target is "organisation" or "past_work_order") return CustomerProblems.ColumnUnknown(request.Table);
        if (!ArchiveCells.Read(shape, request.Values).Succeeded(out var given, out var problem)) return problem;

        await using var work = await database.BeginAsync(actor, stop);
        var table = ArchiveTable.Find(shape.Target);
        var thing = $"{request.Table}/{string.Join('/', table.Whole.Select(k => given.GetValueOrDefault(k)))}";
        if (table.Whole.FirstOrDefault(k => given.GetValueOrDefault(k) is null) is { } missing) return CustomerProblems.ValueInvalid(missing, null);
        var believed = await ArchiveStore.OfThingAsync(work, table, table.Whole.ToDictionary(k => k, k => given[k]));
        if (!Decide(request, shape, table, believed, given).Succeeded(out var changes, out problem)) return problem;
        if (await CheckAsync(work, table, changes, actor) is { } wrong) return wrong;

        await ArchiveStore.CloseAsync(work, table, changes.Closed);
        await ArchiveStore.WriteAsync(work, table, [.. changes.Opened.Select(row => new ArchiveChange([.. table.Written.Select(c => row.GetValueOrDefault(c))], false))], $"change/{actor.PersonId}");
        await work.CommitAsync(
            "customer.archive-changed", thing,
            new { edit = request.Edit.ToString(), request.Reason, columns = given.Keys.Order(StringComparer.Ordinal), closed = changes.Closed.Count, opened = changes.Opened.Count }, stop: stop);
        return new Done();
    }

    /// <summary>Rows whose belief ends and rows believed from now on.</summary>
    private sealed record Changes(IReadOnlyList<IDictionary<string, object?>> Closed, IReadOnlyList<Dictionary<string, object?>> Opened);

    private static Outcome<Changes> Decide(Request request, TableShape shape, ArchiveTable table, IReadOnlyList<IDictionary<string, object?>> believed, Dictionary<string, object?> given)
    {
        var spans = believed.Select(r => new ValidSpan(Day(r["valid_from"]), Day(r["valid_to"]))).ToList();
        if (request.Edit == Edit.State)
        {
            if (ArchiveCells.Missing(shape, given) is { } column) return CustomerProblems.ValueInvalid(column, null);
            var row = ArchiveCells.WithDefaults(shape, given);
            if (!TimelineRules.State(spans, new(Day(row["valid_from"]), Day(row["valid_to"]))).Succeeded(out var replaced, out var refused)) return refused;
            if (replaced >= 0 && table.Key.Any(k => !Equals(believed[replaced][k], row[k]))) return CustomerProblems.Overlap(spans[replaced]);
            return new Changes(replaced < 0 ? [] : [believed[replaced]], [row]);
        }

        if (request.Day is not { } day) return CustomerProblems.ValueInvalid("day", null);
        if (!TimelineRules.ChangeFrom(spans, day).Succeeded(out var at, out var problem)) return problem;
        if (request.Edit == Edit.Withdraw) return new Changes([believed[at]], []);

        var (old, changed) = (new Dictionary<string, object?>(believed[at]), new Dictionary<string, object?>(believed[at]));
        foreach (var (column, value) in given) changed[column] = value;
        (old["valid_to"], changed["valid_from"], changed["valid_to"]) = (Text(day), Text(day), believed[at]["valid_to"]);
        return new Changes([believed[at]], day == spans[at].From ? [changed] : [old, changed]);
    }

    /// <summary>Resolves the place in the organisation, and refuses what refers to nothing or lies outside the person's part.</summary>
    private static async Task<Problem?> CheckAsync(Work work, ArchiveTable table, Changes changes, Actor actor)
    {
        foreach (var row in changes.Opened)
        {
            foreach (var reference in table.References)
            {
                if (row.GetValueOrDefault(reference.Column) is string value && !await ArchiveStore.ExistsAsync(work, reference.Table, value)) return CustomerProblems.ReferenceUnknown(reference.Column, value);
            }

            if (row.Remove("org_code", out var code) && code is string org)
            {
                if (await OrganisationStore.PathAsync(work, org) is not { } path) return CustomerProblems.ReferenceUnknown("org_code", org);
                row["org_path"] = path;
            }
            else if (table.Name == "usage_point")
            {
                row["org_path"] = await ArchiveStore.OrgPathAsync(work, "customer", (string)row["customer_no"]!);
            }
        }

        foreach (var row in changes.Closed.Concat(changes.Opened))
        {
            var path = table.HasOrgPath ? (string?)row["org_path"] : await ArchiveStore.OrgPathAsync(work, table.References[0].Table, (string)row[table.References[0].Column]!);
            if (path is null || !actor.Sees(path)) return CustomerProblems.NotFound($"{table.Name}/{row[table.Key[0]]}");
        }

        return null;
    }

    private static DateOnly Day(object? text) => DateOnly.ParseExact((string)text!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
