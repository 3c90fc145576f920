using System.Globalization;
using System.Text.Json;
using Voltward.App.Cases;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.Host.Cases;

/// <summary>From the forms of the page to the use cases of an interruption.</summary>
internal sealed class InterruptionDoor(IServiceProvider services)
{
    public Task<Outcome<Done>> ProveAsync(string number, InterruptionStep step, IFormCollection form, Actor actor, CancellationToken stop)
    {
        var detail = step == InterruptionStep.CheckRisks
            ? JsonSerializer.Serialize(new { present = form["present"] == "1", secured = Text(form, "secured") })
            : Text(form, "detail");
        return services.GetRequiredService<RecordCutProof>().RunAsync(new(number, step, At(form), form["reference"].ToString(), Text(form, "item"), detail), actor, stop);
    }

    public async Task<Outcome<Done>> StepAsync(string number, InterruptionStep step, IFormCollection form, Actor actor, CancellationToken stop)
    {
        var text = form["text"].ToString();
        return step switch
        {
            InterruptionStep.Order => await services.GetRequiredService<OrderInterruption>().RunAsync(number, actor, stop),
            InterruptionStep.Interrupt => await services.GetRequiredService<RecordInterruption>().RunAsync(new(number, form["second"].ToString().Trim(), text), actor, stop),
            InterruptionStep.RemoveCause => await RemoveAsync(number, text, actor, stop),
            InterruptionStep.Restore => await services.GetRequiredService<RestoreSupply>().RunAsync(new(number, Text(form, "text")), actor, stop),
            InterruptionStep.Withdraw => await services.GetRequiredService<WithdrawInterruption>().RunAsync(number, text, actor, stop),
            _ => InterruptionProblems.NoProof(step),
        };
    }

    private async Task<Outcome<Done>> RemoveAsync(string number, string proof, Actor actor, CancellationToken stop) =>
        (await services.GetRequiredService<RemoveCutCause>().RunAsync(number, proof, actor, stop)).Problem is { } refused ? refused : new Done();

    private static string? Text(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The time as typed is the company's local time.</summary>
    private static DateTimeOffset? At(IFormCollection form) =>
        DateTime.TryParse(form["at"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new DateTimeOffset(local, CompanyTime.Offset) : null;
}
