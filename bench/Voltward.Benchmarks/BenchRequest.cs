namespace Voltward.Benchmarks;

/// <summary>How to run.</summary>
/// <param name="Full">The sizes that the targets speak of; else sizes for a quick look.</param>
/// <param name="Repeats">Measured passes of each side, 3 or more.</param>
/// <param name="Scratch">Folder for generated files; everything in it is removed.</param>
/// <param name="Data">Folder of the public data sets.</param>
internal sealed record BenchRequest(bool Full, int Repeats, string Scratch, string Data)
{
    /// <summary>Customers of the night; null: two sizes, to see whether it grows in proportion.</summary>
    public int? Customers { get; init; }

    /// <summary>Leaves the installation of the night where it is, to be looked into.</summary>
    public bool Keep { get; init; }

    /// <summary>An empty folder of one benchmark.</summary>
    public string Folder(string name)
    {
        var folder = Path.Combine(Scratch, name);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Where the public data sets lie when they lie beside the repository.</summary>
    public static string DataBesideRepository()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Voltward.slnx"))) root = root.Parent;
        return Path.Combine(root?.FullName ?? ".", "..", "shared", "data");
    }

    /// <summary>Progress goes to standard error.</summary>
    public void Say(FormattableString what) => Console.Error.WriteLine(what.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
