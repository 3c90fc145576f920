using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Detection;
using Voltward.Simulation.Detection;
using Voltward.Simulation.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>
/// Towns whose innocent causes are all wrong entries of the archive, each beside the same town with a right file: a lead that the right file takes
/// away is owed to the entry.
/// </summary>
public sealed class WrongFilesTests
{
    private const ulong FirstSeed = 9301;
    private const int Towns = 6;
    private static readonly TwinKind[] Wrong = [TwinKind.WrongArea, TwinKind.WrongRatio, TwinKind.WrongPhase, TwinKind.StaleCapacity, TwinKind.CrossedMeters];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_town_with_a_right_file_differs_in_the_file_alone()
    {
        var options = new SimulationOptions { Seed = 4, Customers = 300, Days = 20, Twins = Wrong };
        var (wrong, right) = (SyntheticUtility.Build(options), SyntheticUtility.Build(options with { ArchiveErrors = false }));
        Assert.Contains(wrong.Customers, c => c.BookedArea is not null || c.BookedPhase is not null);
        Assert.All(right.Customers.Where(c => c.Theft is null), c => Assert.True(c.BookedArea is null && c.BookedPhase is null && c.BookedFactor is null && c.BookedKva is null && c.Twin?.Partner is null));
        Assert.Equal(wrong.Customers.Select(c => (c.CustomerNo, c.Area.No, c.Phase, c.Factor, c.ContractKva, c.Theft?.Kind)), right.Customers.Select(c => (c.CustomerNo, c.Area.No, c.Phase, c.Factor, c.ContractKva, c.Theft?.Kind)));
    }

    [Fact]
    public async Task The_check_adds_no_suspicion_finds_a_tenth_of_the_wrong_files_and_corrects_hardly_a_right_one()
    {
        TestFiles.OnlyWhenLong();
        var (n, on, off, found, accused, honest) = (0, 0, 0, 0, 0, 0);
        var (addedOff, addedOn) = (0, 0);
        for (var seed = FirstSeed; seed < FirstSeed + Towns; seed++)
        {
            var options = new SimulationOptions { Seed = seed, Customers = 2000, Days = 90, Twins = Wrong };
            var town = await AskAsync(options);
            var right = await AskAsync(options with { ArchiveErrors = false });
            var entries = town.Errors.Where(e => e.Field is "area" or "multiplying_factor").Select(e => e.Customer).Distinct().ToArray();
            bool Owed(Dictionary<string, string> kinds, string customer) => Theft(kinds, customer) && !Theft(right.Without, customer);
            (n, on, off) = (n + entries.Length, on + entries.Count(c => Owed(town.With, c)), off + entries.Count(c => Owed(town.Without, c)));
            // What the entries add: the same customers have leads with a right file too, and some of those go when it is wrong.
            addedOff += entries.Count(c => Theft(town.Without, c)) - entries.Count(c => Theft(right.Without, c));
            addedOn += entries.Count(c => Theft(town.With, c)) - entries.Count(c => Theft(right.With, c));
            found += entries.Count(c => town.With.GetValueOrDefault(c) == LeadKinds.FileCorrection);
            // With a right file every correction is one too many.
            (accused, honest) = (accused + right.With.Count(k => k.Value == LeadKinds.FileCorrection), honest + 2000);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{n} wrong areas and ratios: theft owed to the entry {off} without the check, {on} with it; leads the entries add {addedOff} without, {addedOn} with; found {found}; corrections with a right file {accused} of {honest}");
        Assert.True(on <= off, $"{on} with the check, {off} without");
        Assert.True(addedOn <= addedOff, $"{addedOn} added with the check, {addedOff} without");
        Assert.True(found >= n / 10, $"{found} of {n}");
        Assert.True(accused <= honest / 200, $"{accused} of {honest}");
    }

    private static bool Theft(Dictionary<string, string> kinds, string customer) => kinds.GetValueOrDefault(customer) is LeadKinds.Theft or LeadKinds.Bypass;

    private static Task<Answer> AskAsync(SimulationOptions options) => TruthTown.AskAsync<Answer>(
        options,
        async (services, path) =>
        {
            var truth = AnalyseUtilityTests.Value(await TruthFile.ReadAsync(path, Stop));
            var thieves = truth.Thefts.Select(t => t.Customer).OfType<string>().ToHashSet();
            var analyse = services.GetRequiredService<AnalyseUtility>();
            var last = new DateOnly(2026, 10, 31);
            return new Answer(
                [.. truth.ArchiveErrors.Where(e => !thieves.Contains(e.Customer))],
                Kinds((await analyse.UnkeptAsync(last, checkArchive: true, Stop))!),
                Kinds((await analyse.UnkeptAsync(last, checkArchive: false, Stop))!));
        },
        Stop);

    private static Dictionary<string, string> Kinds(AnalysisResult result) =>
        result.Ranked().Where(l => l.Customer is not null).GroupBy(l => l.Customer!).ToDictionary(g => g.Key, g => g.First().Kind);

    /// <param name="Errors">Wrong entries of customers who do not steal.</param>
    /// <param name="With">Kind of the first lead by customer, with the check.</param>
    /// <param name="Without">The same without it.</param>
    private sealed record Answer(IReadOnlyList<TruthFile.ArchiveError> Errors, Dictionary<string, string> With, Dictionary<string, string> Without);
}
