using Voltward.App.Readings.Import;
using Voltward.Domain.Common;

namespace Voltward.App.Readings.Sources;

/// <summary>Opens a file of any kind as one or several raw tables.</summary>
internal static class Source
{
    public static Outcome<IReadOnlyList<RawTable>> Open(Stage stage, SourceFile file, SourceShape shape) => shape.Kind switch
    {
        SourceKind.Table => One(TableSource.Open(stage, file, shape)),
        SourceKind.Nem12 => One(Nem12Source.Open(stage, file, shape)),
        SourceKind.OpenDss => OpenDssSource.Open(stage, file),
    };

    private static Outcome<IReadOnlyList<RawTable>> One(Outcome<RawTable> table) =>
        table.Succeeded(out var raw, out var problem) ? new List<RawTable> { raw } : problem;
}
