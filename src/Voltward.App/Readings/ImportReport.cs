using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings;

/// <summary>What an import did, or would do. <c>Rows = Loaded + Rejected + Unchanged</c>.</summary>
/// <param name="Rows">Rows found in the files; empty cells of a file with one column per day are no rows.</param>
/// <param name="Loaded">Rows that made something new: new values, new revisions, archive changes.</param>
/// <param name="Flagged">Loaded rows with a mark of quality.</param>
/// <param name="Rejected">Rows not loaded because something is wrong with them, or with others of a batch that stands or falls together.</param>
/// <param name="Unchanged">Rows that say what was stored already, or what another row of the same import says.</param>
/// <param name="Reasons">Code → number of rows; a row may have several.</param>
/// <param name="RejectFile">Where refused rows stand with row, column and remedy; null when there are none.</param>
public sealed record ImportReport(
    long Rows, long Loaded, long Flagged, long Rejected, long Unchanged, IReadOnlyDictionary<string, long> Reasons, string? RejectFile);

/// <summary>A report, and the refusal when the import as a whole was refused and nothing was loaded.</summary>
public sealed record ImportResult(ImportReport? Report, Problem? Refusal);

/// <summary>How far an import is.</summary>
/// <param name="Step">What it is doing.</param>
/// <param name="Fraction">Part done, 0 to 1, never falling.</param>
/// <param name="Rows">Rows read so far.</param>
public readonly record struct ImportProgress(Words Step, double Fraction, long Rows);

/// <summary>What refused rows do to the others.</summary>
public enum RejectMode
{
    /// <summary>As the mapping file says; <see cref="Strict"/> where it says nothing.</summary>
    ByProfile,

    /// <summary>All or nothing.</summary>
    Strict,

    /// <summary>Good rows are loaded, refused ones set aside.</summary>
    KeepGoing,
}

/// <summary>One entry of the reject file.</summary>
internal sealed record RejectedCell(string File, long Row, string Table, string Column, string Value, RowReason Reason)
{
    public string Where => Column.Length == 0 ? $"{File}, row {Row}" : $"{File}, row {Row}, column {Column}";
}
