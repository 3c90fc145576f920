namespace Voltward.App.Storage;

/// <summary>
/// The one folder in which an installation keeps everything: the record database (unless PostgreSQL is used), the readings
/// lake, the rebuildable cache, evidence originals, models and reject files.
/// </summary>
public sealed class DataFolder
{
    public DataFolder(string root)
    {
        Root = Path.GetFullPath(root);
        foreach (var folder in (string[])[Root, Lake, Cache, Evidence, Models, Rejects, Log])
        {
            Directory.CreateDirectory(folder);
        }
    }

    public string Root { get; }

    /// <summary>SQLite file of the record of truth.</summary>
    public string DatabaseFile => Path.Combine(Root, "voltward.db");

    /// <summary>Parquet files of readings, events and bills; visible only when listed in table <c>lake_part</c>.</summary>
    public string Lake => Path.Combine(Root, "lake");

    /// <summary>Derived float32 day files; may be deleted at any time.</summary>
    public string Cache => Path.Combine(Root, "cache");

    /// <summary>Originals by SHA-256, never changed.</summary>
    public string Evidence => Path.Combine(Root, "evidence");

    /// <summary>The Merkle log of the trail: tiles, checkpoints, time stamps.</summary>
    public string Log => Path.Combine(Root, "log");

    /// <summary>Model files with their cards.</summary>
    public string Models => Path.Combine(Root, "models");

    /// <summary>Rows that an import refused, one file per import.</summary>
    public string Rejects => Path.Combine(Root, "rejects");
}
