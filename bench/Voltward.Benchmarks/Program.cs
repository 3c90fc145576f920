using System.CommandLine;
using System.Globalization;
using Voltward.Benchmarks;

var only = new Option<string?>("--only") { Description = "Run one benchmark: " + string.Join(", ", BenchTable.All.Keys) };
only.AcceptOnlyFromAmong([.. BenchTable.All.Keys]);
var size = new Option<string>("--size") { Description = "small: a quick look; full: the sizes of the targets", DefaultValueFactory = _ => "small" };
size.AcceptOnlyFromAmong("small", "full");
var repeats = new Option<int>("--repeats") { Description = "Measured passes of each side", DefaultValueFactory = _ => 3 };
repeats.Validators.Add(r =>
{
    if (r.GetValueOrDefault<int>() < 3) r.AddError("At least 3 passes are needed for a spread.");
});
var customers = new Option<int?>("--customers") { Description = "Customers of the night benchmark, a multiple of 100; a million take half an hour to make" };
customers.Validators.Add(r =>
{
    if (r.GetValueOrDefault<int?>() is { } count && (count < 100 || count % 100 != 0)) r.AddError("A multiple of 100 customers is needed: an area has 100.");
});
var keep = new Option<bool>("--keep") { Description = "Leave the installation of the night benchmark in the scratch folder" };
var scratch = new Option<string>("--scratch") { Description = "Folder for generated files", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "voltward-bench-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture)) };
var data = new Option<string>("--public-data") { Description = "Folder of the public data sets", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("VOLTWARD_TEST_DATA") is { Length: > 0 } known ? known : BenchRequest.DataBesideRepository() };
var json = new Option<bool>("--json") { Description = "Print JSON on standard output" };
var root = new RootCommand("Measures Voltward and its peers in one run") { only, size, repeats, customers, keep, scratch, data, json };
root.SetAction(async parsed =>
{
    var folder = parsed.GetRequiredValue(scratch);
    var request = new BenchRequest(parsed.GetRequiredValue(size) == "full", parsed.GetValue(repeats), folder, parsed.GetRequiredValue(data))
    {
        Customers = parsed.GetValue(customers),
        Keep = parsed.GetValue(keep),
    };
    var figures = await BenchTable.RunAsync(request, parsed.GetValue(only));
    if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    Console.Out.Write(parsed.GetValue(json) ? BenchTable.Json(figures) : BenchTable.Text(figures));
    return 0;
});
var line = root.Parse(args);
var exit = await line.InvokeAsync();
return line.Errors.Count > 0 ? 2 : exit;
