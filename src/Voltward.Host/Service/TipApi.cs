using Voltward.App.Service;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Service;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Service;

/// <summary>Addresses of tips: two that are open to everybody, and the desk's.</summary>
internal static class TipApi
{
    private const long LongestReport = 64 * 1024;

    public static void MapTips(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapApi("/tip", "Tips").WithMetadata(new OpenToAllAttribute(), new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LongestReport));
        open.MapPost("", ReportAsync).WithName("ReportTip").WithSummary("Report theft or danger; no account needed, nothing of the sender is kept");
        open.MapPost("/status", StatusAsync).WithName("TipStatus").WithSummary("What became of a tip, by its code");

        var desk = routes.MapApi("/tips", "Tips").WithMetadata(new AllowedAttribute(Role.Analyst, Role.Auditor, Role.Manager));
        desk.MapGet("", ListAsync).WithName("Tips").WithSummary("The desk of tips");
        desk.MapGet("/{no}", (string no, TipPage tips, HttpContext http) => http.AnswerAsync<TipView>((a, s) => tips.RunAsync(no, a, s))).WithName("Tip").WithSummary("One tip");
        desk.MapPost("/{no}/take-up", (string no, TakeUpTip take, HttpContext http) => http.AnswerAsync<Done>((a, s) => take.RunAsync(no, a, s))).WithName("TakeUpTip").WithSummary("Begin to check a tip");
        desk.MapPost("/{no}/decision", (string no, DecisionBody b, DecideTip decide, HttpContext http) => http.AnswerAsync<TipState>(
                (a, s) => decide.RunAsync(b.Of(no), a, s), state => new { state = state.ToString() }))
            .WithName("DecideTip").WithSummary("Accept, refuse, join or pass on; the reporter reads the reason");
        desk.MapPost("/{no}/openings", (string no, WhyBody b, AskOpening ask, HttpContext http) => http.AnswerAsync<AskOpening.Opening>((a, s) => ask.RunAsync(no, b.Why, a, s)))
            .WithName("AskOpening").WithSummary("Ask to read a reporter's name");
        desk.MapPost("/{no}/openings/{n:long}/answer", (string no, long n, VerdictBody b, AnswerOpening answer, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => answer.RunAsync(new(no, n, b.Approve), a, s)))
            .WithName("AnswerOpening").WithSummary("Approve or refuse it, by another person");
        desk.MapPost("/{no}/openings/{n:long}/open", (string no, long n, OpenReporter opener, HttpContext http) => http.AnswerAsync<ReporterContact>((a, s) => opener.RunAsync(no, n, a, s)))
            .WithName("OpenReporter").WithSummary("Read the name once");
        desk.MapPost("/{no}/reward", (string no, RewardBody b, ProposeReward propose, HttpContext http) =>
                http.AnswerAsync<string>((a, s) => propose.RunAsync(new(no, b.AmountYuan, b.Why), a, s), r => new { rewardNo = r }))
            .WithName("ProposeReward").WithSummary("Propose the reward of a confirmed tip");

        var rewards = routes.MapApi("/tip-rewards", "Tips");
        rewards.MapPost("/{no}/answer", (string no, VerdictBody b, AnswerReward answer, HttpContext http) =>
                http.AnswerAsync<RewardState>((a, s) => answer.RunAsync(new(no, b.Approve), a, s), state => new { state = state.ToString() }))
            .WithName("AnswerReward").WithSummary("Approve or refuse a reward");
        rewards.MapPost("/pay", (CodeBody b, PayReward pay, HttpContext http) => http.AnswerAsync<PayReward.Paid>((a, s) => pay.RunAsync(b.Code, a, s))).WithName("PayReward").WithSummary("Pay by code");
    }

    private static async Task<IResult> ReportAsync(ReportBody b, ReportTip report, TipLimit limit, HttpContext http)
    {
        if (!limit.LetsTip(http)) return TipProblems.TooMany.ToHttp(Preferences.English(http));
        var reporter = string.IsNullOrWhiteSpace(b.Name) && string.IsNullOrWhiteSpace(b.Contact) ? null : new ReporterContact(b.Name ?? "", b.Contact ?? "");
        return (await report.RunAsync(new(b.Kind, b.Place ?? "", b.What, b.Seen, b.Box, reporter), http.RequestAborted)).ToHttp(r => r, Preferences.English(http));
    }

    private static async Task<IResult> StatusAsync(CodeBody b, TipStatus status, TipLimit limit, HttpContext http) => limit.LetsLookUp(http)
        ? (await status.RunAsync(b.Code, http.RequestAborted)).ToHttp(
            a => new { state = a.State.ToString(), told = TipWords.Told(a).In(Preferences.English(http)), a.Joined, a.ReceivedOn, a.DecideBy, a.Reason, a.PassedTo, result = a.Result.ToString(), reward = a.Reward?.ToString(), a.RewardFen },
            Preferences.English(http))
        : TipProblems.TooManyLookUps.ToHttp(Preferences.English(http));

    private static async Task<IResult> ListAsync(string? q, int? page, TipList list, HttpContext http)
    {
        var filters = http.Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString());
        var request = new ListRequest(q ?? "", filters, http.Request.Query["sort"], false, Math.Max(1, page ?? 1), 200);
        return TypedResults.Json(await list.RunAsync(request, await http.ActorAsync(), http.RequestAborted), Answers.Json);
    }

    internal sealed record ReportBody(TipKind Kind, string? Place, string What, string? Seen = null, string? Box = null, string? Name = null, string? Contact = null);

    internal sealed record CodeBody(string Code);

    internal sealed record WhyBody(string Why);

    internal sealed record VerdictBody(bool Approve);

    internal sealed record RewardBody(decimal AmountYuan, string Why);

    internal sealed record DecisionBody(
        TipEvent Decision, string Reason, string? Inside = null, string? Customer = null, string? Area = null, string? Focus = null, string? DuplicateOf = null, string? PassedTo = null)
    {
        public DecideTip.Request Of(string no) => new(no, Decision, Reason, Inside) { CustomerNo = Customer, AreaNo = Area, Focus = Focus, DuplicateOf = DuplicateOf, PassedTo = PassedTo };
    }
}
