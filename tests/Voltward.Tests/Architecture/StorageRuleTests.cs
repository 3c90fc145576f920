using System.Text.RegularExpressions;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Architecture;

public sealed partial class StorageRuleTests
{
    /// <summary>.NET's own flush swallows a failed fsync on Linux (see DurableFile).</summary>
    [Fact]
    public void Only_DurableFile_flushes_to_disk() => Assert.Empty(
        Source.Files("src").Where(f => !f.EndsWith("DurableFile.cs", StringComparison.Ordinal))
            .Where(f => Source.Code(f) is var code && (code.Contains("Flush(true)", StringComparison.Ordinal) || code.Contains("FlushToDisk", StringComparison.Ordinal)))
            .Select(Source.Name));

    /// <summary>A list a person sees is cut to the person's part of the organisation, in SQL, by the mark the data layer expands.</summary>
    [Fact]
    public void Every_list_that_people_read_is_scoped() => Assert.Empty(
        Source.Files("src/Voltward.App")
            .Where(f => f.EndsWith("List.cs", StringComparison.Ordinal) || f.EndsWith("Page.cs", StringComparison.Ordinal))
            .Where(f => ScopedTable().IsMatch(Source.Code(f)) && !Source.Code(f).Contains("@@scope(", StringComparison.Ordinal))
            .Select(Source.Name));

    [Fact]
    public void No_exception_is_swallowed() => Assert.Empty(
        Source.Files("src").Where(f => EmptyCatch().IsMatch(Source.Code(f))).Select(Source.Name));

    [Fact]
    public void No_evidence_row_is_updated_or_deleted() => Assert.Empty(
        Source.Files("src/Voltward.App").Where(f => EvidenceChange().IsMatch(Source.Code(f))).Select(Source.Name));

    [GeneratedRegex(@"\b(from|join)\s+(customer|usage_point|transformer_area|lead|work_order|visit|inspection_case|feeder)\b")]
    private static partial Regex ScopedTable();

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*(when\s*\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"(update|delete from)\s+(visit_item|visit_measurement|visit_seal|visit_photo|trail_entry|payment)\b")]
    private static partial Regex EvidenceChange();
}
