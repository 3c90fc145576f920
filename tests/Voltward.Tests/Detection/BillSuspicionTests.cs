using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Voltward.App.Readings;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class BillSuspicionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_model_everybody_is_ranked_by_novelty_and_the_name_says_so()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await BillTown.BuildAsync(store.Folder, store.Database, Stop);
        var scores = await ScoresAsync(store);
        Assert.Equal(BillTown.Customers, scores.Count);
        Assert.All(scores, s => Assert.Equal(BillSuspicion.Untrained, s.Model));
        Assert.All(scores, s => Assert.InRange(s.Reasons.Count, 0, 5));
    }

    private static async Task<IReadOnlyList<BillScore>> ScoresAsync(Store store)
    {
        var outcome = await new BillSuspicion(new Lake(store.Database, store.Folder), store.Folder).ScoreAsync(null, Stop);
        return outcome.Succeeded(out var scores, out var problem) ? scores : throw new InvalidOperationException(problem.ToString());
    }

    [Fact]
    public async Task A_model_trained_after_an_analysis_ranks_the_next_one()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await BillTown.BuildAsync(store.Folder, store.Database, Stop);
        var lake = new Lake(store.Database, store.Folder);
        var analyse = new AnalyseUtility(store.Database, lake, new BuildCache(store.Database, store.Folder, lake), new(lake, store.Folder), store.Folder);
        Assert.True((await analyse.RunAsync(new(), Actor.System, Stop)).Succeeded(out var before, out _));
        var labels = await BillTown.LabelsAsync(store.Folder, Stop);
        Assert.True((await new TrainRanker(lake, store.Folder, store.Database, new()).RunAsync(new(labels), Actor.System, Stop)).Succeeded(out var trained, out _));

        Assert.True((await analyse.RunAsync(new(), Actor.System, Stop)).Succeeded(out var after, out _));
        Assert.NotEqual(before.RunId, after.RunId);
        Assert.EndsWith(trained.Card.Model, after.Model, StringComparison.Ordinal);
        var ranked = await new RunQueries(store.Database).RunAsync(null, all: true, Actor.System, Stop);
        Assert.True(ranked.Succeeded(out var report, out _));
        Assert.Equal(after.RunId, report.RunId);
        Assert.Equal((await ScoresAsync(store)).Select(s => s.Customer).Take(20), report.Leads.Select(l => l.Lead.Customer).Take(20));
    }

    [Fact]
    public async Task A_model_of_other_features_is_refused_with_its_remedy()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await BillTown.BuildAsync(store.Folder, store.Database, Stop);
        var lake = new Lake(store.Database, store.Folder);
        await new TrainRanker(lake, store.Folder, store.Database, new()).RunAsync(new(await BillTown.LabelsAsync(store.Folder, Stop)), Actor.System, Stop);
        var (card, ranker) = (await BillModelCard.LatestAsync(store.Folder, Stop))!.Value;
        BillModelCard.Save(store.Folder, card with { SchemaHash = "0" }, ranker);
        Assert.Equal("detection.other-schema", (await new BillSuspicion(lake, store.Folder).ScoreAsync(null, Stop)).Problem?.Code);
    }

    [Fact]
    public async Task Without_bills_nobody_is_scored()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        Assert.Empty(await ScoresAsync(store));
    }

    [Fact]
    public async Task A_trained_model_finds_the_thieves_it_was_not_shown_and_says_why()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        var lake = new Lake(store.Database, store.Folder);
        await BillTown.BuildAsync(store.Folder, store.Database, Stop);
        var labels = await BillTown.LabelsAsync(store.Folder, Stop);
        var trained = await new TrainRanker(lake, store.Folder, store.Database, new()).RunAsync(new(labels), Actor.System, Stop);
        Assert.True(trained.Succeeded(out var result, out _));
        Assert.True(result.Card.InnerAuc > 0.8);

        var scores = await ScoresAsync(store);
        Assert.Equal(BillTown.Customers, scores.Count);
        Assert.Equal(result.Card.Model, scores[0].Model);
        var thieves = Enumerable.Range(0, BillTown.Customers).Where(BillTown.Steals).Select(BillTown.Number).ToHashSet();
        Assert.True(scores.Take(40).Count(s => thieves.Contains(s.Customer)) >= 30);
        Assert.All(scores, s => Assert.InRange(s.Probability, 0, 1));
        var first = scores[0].Reasons;
        Assert.InRange(first.Count, 1, 5);
        Assert.All(first, r => Assert.Matches(@"\d{4}-\d\d-\d\d", r.Text.Zh));
        Assert.All(first, r => Assert.NotNull(r.Data["billedOn"]));
        Assert.All(first, r => Assert.InRange(r.Strength, 0, 1));
    }

    [Fact]
    public async Task Bills_after_the_day_of_scoring_change_nothing()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await using var longer = await Store.OpenAsync(Engine.Sqlite);
        await BillTown.BuildAsync(store.Folder, store.Database, Stop, bills: 20);
        await BillTown.BuildAsync(longer.Folder, longer.Database, Stop, bills: 20);
        var all = await BillPanel.LoadAsync(new Lake(store.Database, store.Folder), null, null, Stop);
        var day = BillCalendar.DateOf(all.Population.AsOf).AddYears(-2);
        var cut = await BillPanel.LoadAsync(new Lake(store.Database, store.Folder), day, all.Vocabulary, Stop);
        Assert.True(cut.Population.AsOf <= BillCalendar.DayOf(day));
        Assert.NotEqual(all.Matrix.Rows, cut.Matrix.Rows);
        var again = await BillPanel.LoadAsync(new Lake(longer.Database, longer.Folder), day, all.Vocabulary, Stop);
        Assert.Equal(cut.Matrix.Rows, again.Matrix.Rows);
    }

    [Fact]
    public async Task Taking_away_the_features_of_a_reason_lowers_the_score()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        var lake = new Lake(store.Database, store.Folder);
        await BillTown.BuildAsync(store.Folder, store.Database, Stop);
        var labels = await BillTown.LabelsAsync(store.Folder, Stop);
        await new TrainRanker(lake, store.Folder, store.Database, new()).RunAsync(new(labels), Actor.System, Stop);
        var (card, ranker) = (await BillModelCard.LatestAsync(store.Folder, Stop))!.Value;
        var panel = await BillPanel.LoadAsync(lake, null, new BillVocabulary(card.Vocabulary), Stop);
        var top = (await ScoresAsync(store))[0];
        var row = panel.Matrix.Row(panel.PlaceOf(top.Customer)).ToArray();
        var usual = panel.Matrix.Row(panel.PlaceOf(BillTown.Number(1))).ToArray();
        var before = ranker.Score(row);
        for (var k = 0; k < row.Length; k++)
        {
            if (panel.Matrix.Schema.Reasons[k] == top.Reasons[0].Code) row[k] = usual[k];
        }

        Assert.True(ranker.Score(row) < before);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Recorded_inspections_serve_as_labels(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await using (var work = await store.Database.BeginAsync(Actor.System, Stop))
        {
            (string No, string? Customer, string Kind, string Day, string? Outcome)[] rows =
            [
                ("1", "A", "inspection", "2020-01-05", "nothing"), ("2", "A", "inspection", "2021-01-05", "theft"),
                ("3", "B", "inspection", "2020-02-01", "nothing"), ("4", "B", "inspection", "2020-03-01", "nothing"),
                ("5", "C", "inspection", "2020-02-01", "no-access"), ("6", "D", "meter-swap", "2020-02-01", null),
            ];
            foreach (var (no, customer, kind, day, outcome) in rows)
            {
                await work.ExecuteAsync(
                    "insert into past_work_order (order_no, customer_no, kind, done_on, outcome, source) values (@no, @customer, @kind, @day, @outcome, 'test')",
                    new { no, customer, kind, day, outcome });
            }

            await work.CommitAsync("test.orders", "x", stop: Stop);
        }

        Assert.Equal(
            [new BillLabel("A", true, new(2021, 1, 5)), new BillLabel("B", false, new(2020, 3, 1))],
            await BillLabels.RecordedAsync(store.Database, DetectionChance.Stated(0), Stop));
    }

    [Fact]
    public async Task Too_few_outcomes_are_refused_with_their_number()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await BillTown.BuildAsync(store.Folder, store.Database, Stop, bills: 6);
        var outcome = await new TrainRanker(new Lake(store.Database, store.Folder), store.Folder, store.Database, new()).RunAsync(new(null), Actor.System, Stop);
        Assert.Equal("detection.too-few-labels", outcome.Problem?.Code);
    }

    [Theory]
    [InlineData("customer;target\nA;1", "detection.label-header")]
    [InlineData("customer,target\nA,2", "detection.label-row")]
    [InlineData("customer,target\nA,1,9", "detection.label-row")]
    [InlineData("customer,target,decided_on\nA,1,05.01.2020", "detection.label-row")]
    [InlineData("customer,target\nA,1\nA,0", "detection.label-twice")]
    public async Task A_labels_file_that_cannot_be_read_names_the_row(string text, string code)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text, Stop);
        Assert.Equal(code, (await BillLabels.ReadAsync(file, Stop)).Problem?.Code);
        File.Delete(file);
    }

    [Fact]
    public async Task An_evaluation_measures_beats_chance_and_its_probes_are_blind()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await BillTown.BuildAsync(store.Folder, store.Database, Stop);
        var labels = await BillTown.LabelsAsync(store.Folder, Stop);
        var protocol = new BillProtocol { Repeats = 1, Folds = 3, Capacity = 20, Permutations = 2 };
        var outcome = await new EvaluateRanker(new Lake(store.Database, store.Folder), store.Database, new()).RunAsync(new(labels, protocol), Stop);
        Assert.True(outcome.Succeeded(out var result, out _));
        Assert.Equal(50, result.Positives);
        Assert.True(result.Auc.Low <= result.Auc.Value && result.Auc.Value <= result.Auc.High);
        Assert.True(result.Auc.Low > 0.7);
        Assert.InRange(result.Probes.Single(p => p.Code == "labels-permuted").Auc, 0.35, 0.65);
        Assert.True(result.Baselines.Single(b => b.Code == "random").AucGain.Low > 0);
    }
}
