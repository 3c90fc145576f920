using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Voltward.App.Customers;
using Voltward.App.Readings.Sources;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Import;

/// <summary>What is to be imported and how.</summary>
/// <param name="Profile">The mapping.</param>
/// <param name="Files">The files, in order.</param>
/// <param name="DryRun">Judge only.</param>
/// <param name="Rule">What refused rows do; null: set aside, unless so many are refused that the profile looks wrong.</param>
internal sealed record ImportOrder(MappingProfile Profile, IReadOnlyList<SourceFile> Files, bool DryRun, RejectRule? Rule)
{
    /// <summary>Last day on which something can have happened; null: today.</summary>
    public DateOnly? AsOf { get; init; }
}

/// <summary>One import from files to commit: read all, judge all, write all, then list it in one transaction.</summary>
internal sealed class ImportRun(Database database, DataFolder folder, Lake lake, Stage stage, DateTimeOffset started)
{
    /// <summary>Raised whenever the judging of rows changes, so that files judged before are judged again.</summary>
    private const string Edition = "edition 1\n";

    private readonly ImportTally _tally = new();
    private readonly List<TableShape> _present = [];
    private readonly Dictionary<string, IReadOnlyDictionary<int, IReadOnlySet<string>>> _presentColumns = [];
    private readonly List<LakeLoad> _loads = [];
    private ArchiveImport? _archive;
    private long _rows;

    public async Task<ImportResult> GoAsync(ImportOrder order, Actor actor, ImportSteps steps, CancellationToken stop)
    {
        var content = Fingerprint(order);
        if (await SeenAsync(order, content, actor, stop) is { } seen) return new(seen, null);
        if (Read(order, steps) is { } problem) return new(null, problem);
        await JudgeAsync(order, actor, steps, stop);

        var reasons = RowReasons.All.Values.Concat(ProfileReasons(order.Profile)).ToDictionary(r => r.Code);
        var (report, refusal) = Conclude(order, new RejectFile(stage, order.Files, reasons), content, reasons);
        if (refusal is null && !order.DryRun && report.Loaded > 0) await WriteAsync(order, report, content, (actor, started), steps, stop);
        return new(report, refusal);
    }

    /// <summary>The same content under the same mapping and mode.</summary>
    private static string Fingerprint(ImportOrder order)
    {
        var text = new StringBuilder().Append(Edition).Append(order.Profile.Sha256).Append('\n').Append(order.Rule).Append('\n');
        foreach (var file in order.Files) text.Append(file.Table).Append(' ').Append(file.Sha256).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>
    /// The report of files that were imported before, when nothing has changed since: then every row is exactly as it was left. Archive
    /// tables are compared all the same, because they also change by hand.
    /// </summary>
    private async Task<ImportReport?> SeenAsync(ImportOrder order, string content, Actor actor, CancellationToken stop)
    {
        if (order.Files.Any(f => MappingsOf(order.Profile, f).Any(m => CompanyTables.Find(m.Table) is null or { Kind: TargetKind.Archive }))) return null;
        await using var look = await database.LookAsync(actor, stop);
        if (await ImportStore.FindLatestAsync(look, content) is not { } run) return null;
        var refusing = RowReasons.All.Values.Concat(ProfileReasons(order.Profile)).Where(r => r.Refuses).Select(r => r.Code).ToHashSet();
        var reasons = JsonSerializer.Deserialize<SortedDictionary<string, long>>(run.Reasons)!.Where(r => refusing.Contains(r.Key)).ToDictionary();
        return new(run.Rows, 0, 0, run.Rejected, run.Rows - run.Rejected, reasons, run.RejectFile);
    }

    private Problem? Read(ImportOrder order, ImportSteps steps)
    {
        var total = order.Files.Sum(f => f.Bytes);
        var done = 0L;
        foreach (var file in order.Files)
        {
            steps.Read(file.Name, (double)done / total);
            var mappings = MappingsOf(order.Profile, file).ToList();
            if (mappings.Count == 0 || mappings.Exists(m => CompanyTables.Find(m.Table) is null))
            {
                return ReadingProblems.TableUnknown(file.Name, CompanyTables.All.Select(t => t.Name));
            }

            Problem? problem = null;
            stage.Watch(part => steps.Read(file.Name, (done + (part * file.Bytes)) / total), () => problem = Read(order, file, mappings));
            if (problem is not null) return problem;
            done += file.Bytes;
            steps.Rows = _present.Sum(s => stage.Count($"select count(*) from {TypedRows.Table(s)}"));
        }

        _rows = _present.Sum(s => stage.Count($"select count(*) from {TypedRows.Table(s)}")) + stage.Count("select count(*) from (select distinct file_no, row_no, cell, tab from rejects)");
        steps.Rows = _rows;
        steps.Read(order.Files[^1].Name, 1);
        return null;
    }

    private Problem? Read(ImportOrder order, SourceFile file, List<TableMapping> mappings)
    {
        var profile = order.Profile;
        if (!Source.Open(stage, file, profile.Source).Succeeded(out var tables, out var problem)) return problem;
        foreach (var mapping in mappings)
        {
            var raw = tables.FirstOrDefault(t => t.Part == mapping.From);
            if (raw is null) return ReadingProblems.MappingInvalid($"{profile.Name}, {mapping.Table}.from", $"来源中没有“{mapping.From}”。", $"the source has no part {mapping.From}.");
            var shape = CompanyTables.Find(mapping.Table)!;
            var rows = new TypedRows(stage, shape, order.AsOf ?? CompanyTime.Day(started));
            if (!_present.Contains(shape))
            {
                _present.Add(shape);
                _presentColumns[shape.Name] = new Dictionary<int, IReadOnlySet<string>>();
                rows.Create(mapping.Wide?.Value is not null);
            }

            var columns = mapping.Columns.Count > 0 ? mapping.Columns.Keys : raw.Columns.Select(c => c.Name);
            ((Dictionary<int, IReadOnlySet<string>>)_presentColumns[shape.Name])[file.No] = columns.ToHashSet();
            try
            {
                if (rows.Add(raw, mapping) is { } wrong) return wrong;
            }
            catch (DuckDBException e) when (file.Extension == ".PARQUET")
            {
                // Damage inside a Parquet file shows only when its pages are read.
                return ReadingProblems.FileDamaged(file.Name, TableSource.FirstLine(e.Message));
            }
        }

        return null;
    }

    private static IEnumerable<TableMapping> MappingsOf(MappingProfile profile, SourceFile file) =>
        profile.Tables.Count > 0 ? profile.Tables : [new TableMapping { Table = file.Table }];

    private async Task JudgeAsync(ImportOrder order, Actor actor, ImportSteps steps, CancellationToken stop)
    {
        var readings = _present.Where(s => s.Kind != TargetKind.Archive).OrderBy(s => CompanyTables.All.ToList().IndexOf(s)).ToList();
        await using var look = await database.LookAsync(actor, stop);
        var check = order.Profile.CheckArchive && readings.Count > 0;
        _archive = new ArchiveImport(stage, _present, _presentColumns);
        steps.Judge("archive", 0);
        await _archive.DecideAsync(look, _tally, check);

        var stored = await LakeStore.PartsAsync(look);
        foreach (var (shape, i) in readings.Select((s, i) => (s, i)))
        {
            steps.Judge(shape.Name, (double)i / (readings.Count + 1));
            foreach (var mapping in order.Profile.Tables.Where(t => t.Table == shape.Name)) new UniqueRules(stage, shape).Mark(mapping.Rules);
            var load = new LakeLoad(stage, shape, lake, stored);
            var part = i;
            stage.Watch(done => steps.Judge(shape.Name, (part + done) / (readings.Count + 1)), () => load.Decide(_tally, check));
            _loads.Add(load);
        }
    }

    private (ImportReport Report, Problem? Refusal) Conclude(ImportOrder order, RejectFile rejects, string content, Dictionary<string, RowReason> reasons)
    {
        var counts = new SortedDictionary<string, long>(stage.Rows("select code, count(*) from (select distinct file_no, row_no, cell, tab, code from rejects) group by code", r => (r.GetString(0), r.GetInt64(1))).ToDictionary(), StringComparer.Ordinal);
        var rejected = stage.Count("select count(*) from (select distinct file_no, row_no, cell, tab from rejects)");
        if (rejected == 0) return (new(_rows, _tally.Loaded, _tally.Flagged, 0, _tally.Unchanged, _tally.Marks, null), null);

        var name = $"{order.Profile.Name}-{content[..12]}.csv";
        rejects.Write(folder, name);
        var path = Path.Combine(folder.Rejects, name);
        var first = rejects.First()!;
        Problem? refusal = null;
        if (order.Rule == RejectRule.Refuse)
        {
            refusal = ReadingProblems.RowsRefused(first.Where, first.Reason, rejected, path);
        }
        else if (order.Rule is null && stage.Count("select count(*) from (select distinct file_no, row_no, cell, tab from rejects where row_no <= 10000)") is > 500 and var early)
        {
            refusal = ReadingProblems.TooManyRefused(first.Where, first.Reason, early, path);
        }

        if (refusal is null) return (new(_rows, _tally.Loaded, _tally.Flagged, rejected, _tally.Unchanged, Merge(counts, _tally.Marks), path), null);
        if (_tally.Loaded > 0) counts["reading.held-back"] = _tally.Loaded;
        return (new(_rows, 0, 0, rejected + _tally.Loaded, _tally.Unchanged, counts, path), refusal);
    }

    private async Task WriteAsync(ImportOrder order, ImportReport report, string content, (Actor Actor, DateTimeOffset Started) who, ImportSteps steps, CancellationToken stop)
    {
        var importId = Guid.CreateVersion7(who.Started).ToString("n")[^12..];
        await using (var look = await database.LookAsync(who.Actor, stop)) LakeWriter.RemoveOrphans(folder, stage.Folder, await LakeStore.PartsAsync(look));
        var writer = new LakeWriter(stage, folder, importId);
        foreach (var (load, i) in _loads.Select((l, i) => (l, i)))
        {
            var part = i;
            stage.Watch(done => steps.Write(load.Dataset.Dataset, (part + done) / (_loads.Count + 1)), () => writer.Write(load));
        }

        steps.Write("archive", 1);
        await using var work = await database.BeginAsync(who.Actor, stop);
        var record = new ImportRecord
        {
            ImportId = importId,
            Profile = order.Profile.Name,
            FileName = order.Files.Count == 1 ? order.Files[0].Name : $"{order.Files[0].Name} +{order.Files.Count - 1}",
            ContentSha256 = content,
            Rows = report.Rows,
            Loaded = report.Loaded,
            Flagged = report.Flagged,
            Rejected = report.Rejected,
            Unchanged = report.Unchanged,
            Reasons = JsonSerializer.Serialize(report.Reasons),
            RejectFile = report.RejectFile,
            Actor = who.Actor.PersonId,
            StartedAt = who.Started,
            FinishedAt = work.Now,
        };
        await ImportStore.AddAsync(work, record, order.Files);
        foreach (var part in writer.Parts) part.Revision = record.Seq;
        await LakeStore.AddAsync(work, writer.Parts);
        var archive = await _archive!.WriteAsync(work, $"import/{importId}");
        await work.CommitAsync(
            "readings.imported", $"import/{importId}",
            new { profile = record.Profile, content, report.Rows, report.Loaded, report.Flagged, report.Rejected, report.Unchanged, parts = writer.Parts.Select(p => new { p.File, p.Sha256 }), archive },
            stop: stop);
    }

    private static IEnumerable<RowReason> ProfileReasons(MappingProfile profile) => profile.Tables.SelectMany(t => t.Rules)
        .DistinctBy(r => r.Code).Select(r => new RowReason(r.Code, r.Then == RuleEffect.Refuse, r.Text.Words, r.Remedy.Words));

    private static SortedDictionary<string, long> Merge(SortedDictionary<string, long> counts, SortedDictionary<string, long> marks)
    {
        foreach (var (code, rows) in marks) counts[code] = counts.GetValueOrDefault(code) + rows;
        return counts;
    }
}
