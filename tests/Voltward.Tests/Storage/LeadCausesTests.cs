using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Storage;

/// <summary>Ordinary causes moved from rows of their own into the lead's: nothing of what stood there may be lost.</summary>
public sealed class LeadCausesTests
{
    private static readonly IReadOnlyList<InnocentCause> Causes =
        [new(CauseCode.Vacancy, null, true), new(CauseCode.WrongArea, ArchiveAnswer.Unknown, true), new(CauseCode.WrongRatio, ArchiveAnswer.Explains, true), new(CauseCode.ClockOffset, null, false)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_cause_with_every_answer_comes_back()
    {
        List<InnocentCause> all = [];
        foreach (var cause in Enum.GetValues<CauseCode>())
        {
            foreach (var answer in (ArchiveAnswer?[])[null, .. Enum.GetValues<ArchiveAnswer>().Cast<ArchiveAnswer?>()]) all.AddRange([new(cause, answer, true), new(cause, answer, false)]);
        }

        Assert.Equal(all, InnocentCause.Of(InnocentCause.Stored(all)));
        Assert.Equal("vacancy wrong-area? wrong-ratio+ clock-offset-", InnocentCause.Stored(Causes));
        Assert.Empty(InnocentCause.Of(""));
        Assert.Throws<KeyNotFoundException>(() => InnocentCause.Of("vacancy sunspots"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Causes_of_leads_from_before_stand_in_their_rows_afterwards(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await using (var work = await store.Database.BeginAsync(Actor.System, Stop))
        {
            // As it was before the migration.
            await work.ExecuteAsync("alter table lead drop column causes");
            await work.ExecuteAsync("alter table lead drop column causes_open");
            await work.ExecuteAsync("create table lead_innocent (lead_id text not null references lead (lead_id), n bigint not null, code text not null, text_zh text not null, text_en text not null, still_open bigint not null, primary key (lead_id, n))");
            Assert.Equal(1, await work.ExecuteAsync("delete from migration where name like '%0048_lead_causes.sql'"));
            await work.ExecuteAsync("insert into analysis_run (run_id, as_of, window_from, window_to, started_at, state, data_id) values ('R', '2026-01-01', '2026-01-01', '2026-01-01', @Now, 'done', 'x')", new { work.Now });
            foreach (var lead in (string[])["with", "without"])
            {
                await work.ExecuteAsync("insert into lead (lead_id, run_id, rank, subject_kind, org_path, kind, score, probability, statistical_only) values (@lead, 'R', 1, 'area', '/', 'bypass-suspicion', 1, 0.1, 0)", new { lead });
            }

            // Written last to first: the number says the order, not the row.
            for (var n = Causes.Count - 1; n >= 0; n--)
            {
                var cause = Causes[n];
                await work.ExecuteAsync("insert into lead_innocent values ('with', @n, @Code, @zh, @en, @open)", new { n, cause.Code, zh = cause.Text.Zh, en = cause.Text.En, open = cause.Open ? 1 : 0 });
            }

            await work.CommitAsync("test.before", "leads", stop: Stop);
        }

        await store.Database.MigrateAsync(Stop);
        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        var leads = (await look.QueryAsync<Row>("select causes as Causes, causes_open as Open from lead order by lead_id")).ToArray();
        Assert.Equal(Causes, InnocentCause.Of(leads[0].Causes));
        Assert.Equal((3, "", 0), (leads[0].Open, leads[1].Causes, leads[1].Open));
    }

    private sealed class Row
    {
        public string Causes { get; init; } = "";

        public long Open { get; init; }
    }
}
