using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Voltward.Tests.Shared;

/// <summary>No program is answered with a bare status: each refusal has a code, a sentence and a remedy.</summary>
public sealed class ApiRefusalTests(OfficeTests.Opened opened) : IClassFixture<OfficeTests.Opened>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"money":"charge","amountYuan":1,"paidOn":"2026-11-25","receiptNo":"R1"}""", "$.money")]
    [InlineData("""{"money":"back-billed-charge","amountYuan":1,"paidOn":"25.11.2026","receiptNo":"R1"}""", "$.paidOn")]
    [InlineData("""{"receiptNo":"R1","receiptNo":"R2"}""", "$.receiptNo")]
    [InlineData("{", "$")]
    [InlineData("", "$")]
    public async Task A_body_that_cannot_be_read_is_refused_by_the_name_of_its_member(string body, string where)
    {
        using var visitor = await opened.Office.VisitAsAsync("fenxi", Stop);
        using var answer = await visitor.Http.PostAsync("/api/cases/AJ-1/payments", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        await RefusedAsync(answer, 400, "shared.body-unreadable", where);
    }

    [Fact]
    public async Task Each_bare_status_has_its_sentence()
    {
        using var stranger = opened.Office.Visit();
        await RefusedAsync(await stranger.Http.GetAsync("/api/cases", Stop), 401, "access.not-signed-in", null);
        using var visitor = await opened.Office.VisitAsAsync("fenxi", Stop);
        await RefusedAsync(await visitor.Http.GetAsync("/api/authority/handovers", Stop), 403, "access.role-missing", null);
        await RefusedAsync(await visitor.Http.GetAsync("/api/nonesuch", Stop), 404, "shared.no-address", null);
        await RefusedAsync(await visitor.Http.DeleteAsync("/api/cases/AJ-1/payments", Stop), 405, "shared.wrong-method", null);
        await RefusedAsync(await visitor.Http.PostAsync("/api/cases/AJ-1/payments", new StringContent("a=1", Encoding.UTF8, "text/plain"), Stop), 415, "shared.not-json", null);
    }

    [Fact]
    public void A_choice_goes_out_by_the_name_by_which_it_comes_in() =>
        Assert.Equal("\"notice-served\"", System.Text.Json.JsonSerializer.Serialize(Domain.Cases.CaseState.NoticeServed, Host.Shared.Answers.Json));

    private static async Task RefusedAsync(HttpResponseMessage answer, int status, string code, string? where)
    {
        using (answer)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            var problem = await answer.Content.ReadFromJsonAsync<JsonObject>(Stop);
            Assert.Equal((status, code, where), ((int)answer.StatusCode, problem!["code"]!.ToString(), problem["where"]?.ToString()));
            Assert.True(problem["detail"]!.ToString().Length > 3 && problem["remedy"]!.ToString().Length > 3);
        }
    }
}
