using System.Diagnostics;
using System.Text.Json;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Planning;

/// <summary>The program itself, as a shell calls it.</summary>
public sealed class PlanCommandTests
{
    [Fact]
    public async Task Plan_prints_the_members_of_the_design_and_orders_lists_them()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await town.LeadsAsync(("1001", 0.9, 20_000));
        var data = town.Store.Folder.Root;
        var (exit, output) = await RunAsync("plan", "--data", data, "--week", "2026-W49", "--crew-days", "3", "--effort", "0.5", "--json");
        Assert.Equal(0, exit);
        var plan = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal("2026-W49", plan.GetProperty("week").GetString());
        Assert.Equal("1001", plan.GetProperty("orders")[0].GetProperty("customer").GetString());
        foreach (var member in (string[])["objective", "bound", "gapPercent", "priceOfOneMoreCrewDay", "mustOrdersOfOneMoreCrewDay"]) Assert.Equal(JsonValueKind.Number, plan.GetProperty(member).ValueKind);
        Assert.Equal(JsonValueKind.Array, plan.GetProperty("leftOut").ValueKind);

        (exit, output) = await RunAsync("orders", "--data", data, "--json");
        Assert.Equal((0, 1), (exit, JsonSerializer.Deserialize<JsonElement>(output).GetProperty("total").GetInt32()));
        (exit, output) = await RunAsync("case", "list", "--data", data, "--json");
        Assert.Equal((0, 0), (exit, JsonSerializer.Deserialize<JsonElement>(output).GetProperty("total").GetInt32()));
    }

    [Theory]
    [InlineData("plan.week-unreadable", "plan", "--week", "48")]
    [InlineData("access.person-unknown", "plan", "--week", "2026-W49", "--as", "nobody")]
    [InlineData("case.not-found", "case", "show", "AJ-2026-000009")]
    [InlineData("visit.unreadable", "visit", "submit", "no-such-file.json")]
    [InlineData("access.role-missing", "case", "calculate", "AJ-2026-000009")]
    public async Task A_refusal_is_a_problem_and_exit_code_one(string code, params string[] arguments)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var (exit, output) = await RunAsync([.. arguments, "--data", town.Store.Folder.Root, "--json"]);
        Assert.Equal((1, code), (exit, JsonSerializer.Deserialize<JsonElement>(output).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_missing_week_is_a_matter_of_usage() => Assert.Equal(2, (await RunAsync("plan")).Exit);

    private static async Task<(int Exit, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "voltward"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Stop);
        var output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        await error;
        return (process.ExitCode, output);
    }
}
