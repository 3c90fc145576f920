using System.Text.Json;
using System.Text.Json.Serialization;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.Domain.Common;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary>Addresses of the quality of visits and of the integrity of plans.</summary>
internal static class QualityApi
{
    public static void MapQuality(this IEndpointRouteBuilder routes)
    {
        var quality = routes.MapApi("/quality", "Quality");
        quality.MapPost("/blind-samples", (DrawBlindSample.Request body, DrawBlindSample draw, HttpContext http) => http.AnswerAsync<DrawBlindSample.Drawn>((a, s) => draw.RunAsync(body, a, s)))
            .WithName("DrawBlindSample").WithSummary("Draw accepted visits at random for other people to look at again");
        quality.MapGet("/omissions", (DateOnly from, DateOnly until, OmissionReport report, HttpContext http) => http.AnswerAsync<OmissionView>((a, s) => report.RunAsync(from, until, a, s), QualityJson.Of))
            .WithName("Omissions").WithSummary("What inspections missed, by item, crew and area, with interval and denominator");
        quality.MapGet("/visits", (DateOnly from, DateOnly until, ScoreVisits score, HttpContext http) => http.AnswerAsync<ScoreVisits.Scored>((a, s) => score.RunAsync(from, until, a, s), QualityJson.Of))
            .WithName("ScoreVisits").WithSummary("Which visits to look at again first; asks for a review and accuses nobody");
        quality.MapPost("/seeded-defects", (SeedDefects.Request body, SeedDefects seed, HttpContext http) => http.AnswerAsync<SeedDefects.Seeded>((a, s) => seed.RunAsync(body, a, s)))
            .WithName("SeedDefect").WithSummary("Register a known fault at an own site");
        quality.MapGet("/skills", (DateOnly from, DateOnly until, SkillReport report, HttpContext http) => http.AnswerAsync<SkillReport.View>((a, s) => report.RunAsync(from, until, a, s), QualityJson.Of))
            .WithName("Skills").WithSummary("Share of seeded defects found, by inspector and type");
        quality.MapGet("/rates", (DateOnly from, DateOnly until, RateReport report, HttpContext http) => http.AnswerAsync<RateReport.View>((a, s) => report.RunAsync(from, until, a, s), QualityJson.Of))
            .WithName("Rates").WithSummary("Rate of theft and breach among all who could be drawn, weighted by the logged chances");
        quality.MapGet("/leaks", (DateOnly from, DateOnly until, LeakReport report, HttpContext http) => http.AnswerAsync<LeakReport.View>((a, s) => report.RunAsync(from, until, a, s), QualityJson.Of))
            .WithName("Leaks").WithSummary("Loads that came back to normal just before visits, against placebo dates");
        quality.MapGet("/arms", (ArmReport report, HttpContext http) => http.AnswerAsync<ArmReport.View>((a, s) => report.RunAsync(a, s), QualityJson.Of))
            .WithName("ArmEffects").WithSummary("What visit, letter and remote check changed against nothing");
        MapPlans(routes.MapApi("/plans", "Plans"));
        routes.MapApi("/recusals", "Plans").MapPost("", (DeclareRecusal.Request body, DeclareRecusal declare, HttpContext http) => http.AnswerAsync<Done>((a, s) => declare.RunAsync(body, a, s)))
            .WithName("DeclareRecusal").WithSummary("Say that a person stands aside from a customer or an area");
        var arms = routes.MapApi("/arms", "Plans");
        arms.MapPost("", (DrawArms.Request body, DrawArms draw, HttpContext http) => http.AnswerAsync<DrawArms.Drawn>((a, s) => draw.RunAsync(body, a, s)))
            .WithName("DrawArms").WithSummary("Draw by lot what is done about open leads");
        arms.MapPost("/{drawId}/{customerNo}/done", (string drawId, string customerNo, NoteArmDone note, HttpContext http) => http.AnswerAsync<Done>((a, s) => note.RunAsync(new(drawId, customerNo), a, s)))
            .WithName("NoteArmDone").WithSummary("A drawn letter was sent or a drawn remote check made");
    }

    private static void MapPlans(RouteGroupBuilder plans)
    {
        plans.MapPost("/{planId}/lot", (string planId, string? seed, AllotCrews allot, HttpContext http) => http.AnswerAsync<AllotCrews.Allotted>((a, s) => allot.RunAsync(new(planId, seed), a, s)))
            .WithName("AllotCrews").WithSummary("Draw by lot which crew carries out which day's work of a draft");
        plans.MapPost("/{planId}/seal", (string planId, SealPlan seal, HttpContext http) => http.AnswerAsync<IReadOnlyList<SealPlan.SealedDay>>((a, s) => seal.RunAsync(planId, a, s)))
            .WithName("SealPlan").WithSummary("Publish the hash of each day of an approved plan and hide its orders until departure");
        plans.MapPost("/{planId}/days/{day}/opening", (string planId, DateOnly day, OpenPlanDay open, HttpContext http) => http.AnswerAsync<OpenPlanDay.Opened>((a, s) => open.RunAsync(planId, day, a, s)))
            .WithName("OpenPlanDay").WithSummary("Open a sealed day at departure");
    }
}

/// <summary>Reports as JSON: an estimate that nothing is known of is null, not a number that cannot be written.</summary>
internal static class QualityJson
{
    private static readonly JsonSerializerOptions Options = new(Answers.Json) { Converters = { new FiniteConverter() } };

    public static object Of<T>(T view)
        where T : notnull => JsonSerializer.SerializeToElement(view, Options);

    private sealed class FiniteConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
    }
}
