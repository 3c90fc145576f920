using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>The customer contests a line or a fact of the own case (提出异议). Collection rests until it is answered.</summary>
public sealed class ContestMyCase(Database database)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="Item">Line or fact.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(string CaseNo, string Item, string Reason);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Customer)) return AccessProblems.RoleMissing(Role.Customer);
        if (string.IsNullOrWhiteSpace(request.Item)) return CaseFlowProblems.TextMissing("item");
        if (string.IsNullOrWhiteSpace(request.Reason)) return CaseFlowProblems.TextMissing("reason");
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.OwnCaseAsync(request.CaseNo) is null) return CaseProblems.NotFound(request.CaseNo);
        var held = (await work.TakeCaseAsync(request.CaseNo))!;
        if (await work.StepAsync(held, CaseEvent.Dispute, null, request.Item) is { } refused) return refused;
        await work.AddDisputeAsync(held.CaseNo, request.Item, request.Reason);
        await work.CommitAsync("case.disputed", $"case/{held.CaseNo}", new { request.Item }, stop: stop);
        return new Done();
    }
}

/// <summary>What the calculation would come to with other facts (试算): nothing is kept, nobody is told.</summary>
public sealed class TryMyCase(Database database, Determine determine)
{
    /// <param name="Before">The settlement as it stands.</param>
    /// <param name="After">With the changed facts.</param>
    public sealed record Compared(Determination Before, Determination After);

    /// <param name="caseNo">The case.</param>
    /// <param name="changes">Facts by name, nested ones as <c>intervalKwh.low</c>; only such as the settlement has, and hours a day.</param>
    /// <param name="actor">The customer.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<Outcome<Compared>> RunAsync(string caseNo, IReadOnlyDictionary<string, string> changes, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        if (await look.OwnCaseAsync(caseNo) is not { CurrentState: CaseState.NoticeServed or CaseState.Disputed or CaseState.Paid or CaseState.Closed }) return CaseProblems.NotFound(caseNo);
        var stored = await look.FindAsync<InputRow>("select rule_id as RuleId, rule_set as RuleSet, inputs as Inputs from settlement where case_no = @caseNo and state = 'approved' order by version desc limit 1", new { caseNo });
        if (stored is null) return CaseFlowProblems.NoSettlement(caseNo);
        if (!Ask(caseNo, stored, new Dictionary<string, string>()).Succeeded(out var before, out var problem)) return problem;
        if (!Ask(caseNo, stored, changes).Succeeded(out var after, out problem)) return problem;
        return new Compared(before, after);
    }

    /// <summary>The facts a customer may vary, with their values: every single figure or day of the settlement.</summary>
    public static IReadOnlyList<(string Name, string Value)> Facts(JsonElement inputs)
    {
        var facts = new List<(string, string)>();
        void Add(JsonElement at, string prefix)
        {
            foreach (var member in at.EnumerateObject())
            {
                if (member.Name is "legalReview" or "failedMethods" or "priceSource" or "timeKnown" or "provenDays") continue;
                if (member.Value.ValueKind == JsonValueKind.Object) Add(member.Value, member.Name + ".");
                else if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && IsFigure(member.Value.ToString())) facts.Add((prefix + member.Name, member.Value.ToString()));
            }
        }

        Add(inputs, "");
        return facts;
    }

    private static bool IsFigure(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _) || IsDay(text, out _);

    private static bool IsDay(string? text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private Outcome<Determination> Ask(string caseNo, InputRow stored, IReadOnlyDictionary<string, string> changes)
    {
        var inputs = JsonNode.Parse(stored.Inputs)!.AsObject();
        var known = Facts(JsonSerializer.Deserialize<JsonElement>(stored.Inputs)).Select(f => f.Name).Append("hoursPerDay").ToHashSet();
        foreach (var (name, value) in changes.Where(c => known.Contains(c.Key) && IsFigure(c.Value)))
        {
            var path = name.Split('.');
            var at = path.Length == 2 ? inputs[path[0]]!.AsObject() : inputs;
            at[path[^1]] = value;
        }

        if (IsDay(inputs["conductFrom"]?.ToString(), out var from) && IsDay(inputs["conductTo"]?.ToString(), out var to) && inputs.ContainsKey("provenDays")) inputs["provenDays"] = to.DayNumber - from.DayNumber + 1;
        return determine.Run(new(caseNo, stored.RuleId, stored.RuleSet, JsonSerializer.SerializeToElement(inputs)));
    }

    private sealed class InputRow
    {
        public string RuleId { get; init; } = "";

        public string RuleSet { get; init; } = "";

        public string Inputs { get; init; } = "{}";
    }
}

/// <summary>The customer chooses the laboratory that tests the meter (选择检定机构).</summary>
public sealed class ChooseLaboratory(Database database)
{
    public async Task<Outcome<Done>> RunAsync(string caseNo, string laboratoryNo, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Customer)) return AccessProblems.RoleMissing(Role.Customer);
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.OwnCaseAsync(caseNo) is null) return CaseProblems.NotFound(caseNo);
        var known = await work.ScalarAsync<long>("select count(*) from laboratory where laboratory_no = @laboratoryNo and valid_from <= @today and valid_to >= @today", new { laboratoryNo, today = CompanyTime.Day(work.Now) });
        if (known == 0) return MyCaseProblems.LaboratoryUnknown(laboratoryNo);
        await work.ExecuteAsync(
            """
            insert into laboratory_choice (case_no, laboratory_no, chosen_by, chosen_at) values (@caseNo, @laboratoryNo, @actor, @at)
            on conflict (case_no) do update set laboratory_no = excluded.laboratory_no, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at
            """,
            new { caseNo, laboratoryNo, actor = actor.PersonId, at = work.Now });
        await work.CommitAsync("case.laboratory-chosen", $"case/{caseNo}", new { laboratoryNo }, stop: stop);
        return new Done();
    }
}

/// <summary>The customer asks to pay in parts, and a manager answers (申请分期、答复).</summary>
public sealed class PayByInstalments(Database database)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="Parts">Parts in order; together what is still owed.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(string CaseNo, IReadOnlyList<Instalment> Parts, string Reason);

    public async Task<Outcome<string>> AskAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Customer)) return AccessProblems.RoleMissing(Role.Customer);
        if (string.IsNullOrWhiteSpace(request.Reason)) return CaseFlowProblems.TextMissing("reason");
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.OwnCaseAsync(request.CaseNo) is not { } own) return CaseProblems.NotFound(request.CaseNo);
        if (own.CurrentState != CaseState.NoticeServed) return InstalmentProblems.NotNow(own.CurrentState);
        await work.TakeCaseAsync(request.CaseNo);
        if (await work.PlanAsync(request.CaseNo) is { State: "asked" } or { Kept: true }) return InstalmentProblems.OpenAlready;
        if (InstalmentRules.Refuse(request.Parts, await work.OwedAsync(request.CaseNo), CompanyTime.Day(work.Now)) is { } unfit) return unfit;
        var n = await work.NextAsync("instalment-plan");
        var planNo = string.Create(CultureInfo.InvariantCulture, $"FQ-{CompanyTime.Day(work.Now).Year}-{n:000000}");
        await work.ExecuteAsync("insert into instalment_plan (plan_no, case_no, state, reason, asked_by, asked_at) values (@planNo, @CaseNo, 'asked', @Reason, @actor, @at)", new { planNo, request.CaseNo, request.Reason, actor = actor.PersonId, at = work.Now });
        for (var i = 0; i < request.Parts.Count; i++)
            await work.ExecuteAsync("insert into instalment (plan_no, n, due_on, amount_fen) values (@planNo, @n, @DueOn, @fen)", new { planNo, n = i + 1L, request.Parts[i].DueOn, fen = request.Parts[i].Amount.Fen });
        await work.CommitAsync("case.instalments-asked", $"case/{request.CaseNo}", new { planNo, parts = request.Parts.Count }, stop: stop);
        return planNo;
    }

    /// <param name="CaseNo">The case.</param>
    /// <param name="Approve">Whether the plan is agreed to.</param>
    /// <param name="Text">What the customer is told.</param>
    public sealed record Answer(string CaseNo, bool Approve, string Text);

    public async Task<Outcome<Done>> AnswerAsync(Answer answer, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager)) return AccessProblems.RoleMissing(Role.Manager);
        if (string.IsNullOrWhiteSpace(answer.Text)) return CaseFlowProblems.TextMissing("answer");
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(answer.CaseNo);
        if (held is null) return CaseProblems.NotFound(answer.CaseNo);
        var answered = await work.ExecuteAsync(
            "update instalment_plan set state = @state, answer = @Text, answered_by = @actor, answered_at = @at where case_no = @CaseNo and state = 'asked'",
            new { state = answer.Approve ? "approved" : "refused", answer.Text, actor = actor.PersonId, at = work.Now, answer.CaseNo });
        if (answered == 0) return InstalmentProblems.NoneOpen;
        await work.CommitAsync(answer.Approve ? "case.instalments-agreed" : "case.instalments-refused", $"case/{held.CaseNo}", stop: stop);
        return new Done();
    }
}

/// <summary>Which customer an account speaks for, and which laboratories there are (客户账号、检定机构).</summary>
public sealed class CustomerSide(Database database)
{
    /// <param name="LaboratoryNo">Number.</param>
    /// <param name="Name">Name.</param>
    /// <param name="AuthorisationNo">Number of its authorisation.</param>
    /// <param name="Place">Where it is.</param>
    /// <param name="From">First day of the authorisation.</param>
    /// <param name="To">Last day.</param>
    public sealed record Laboratory(string LaboratoryNo, string Name, string AuthorisationNo, string Place, DateOnly From, DateOnly To);

    public async Task<Outcome<Done>> LinkAsync(string personId, string customerNo, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.SystemAdministrator, Role.System)) return AccessProblems.RoleMissing(Role.SystemAdministrator);
        await using var work = await database.BeginAsync(actor, stop);
        var isCustomer = await work.ScalarAsync<long>("select count(*) from person_role r join person p on p.person_id = r.person_id where p.person_id = @personId and r.role = 'Customer' and r.valid_to > @today and @@scope(p.org_path)", new { personId, today = CompanyTime.Day(work.Now) });
        if (isCustomer == 0) return AccessProblems.PersonUnknown;
        if (await work.ScalarAsync<long>("select count(*) from customer c where c.customer_no = @customerNo and @@scope(c.org_path)", new { customerNo }) == 0) return InterruptionProblems.CustomerUnknown(customerNo);
        await work.ExecuteAsync("insert into customer_account (person_id, customer_no) values (@personId, @customerNo) on conflict (person_id) do update set customer_no = excluded.customer_no", new { personId, customerNo });
        await work.CommitAsync("access.customer-linked", $"person/{personId}", new { customerNo }, stop: stop);
        return new Done();
    }

    public async Task<Outcome<Done>> AddLaboratoryAsync(Laboratory laboratory, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager, Role.System)) return AccessProblems.RoleMissing(Role.Manager);
        if (string.IsNullOrWhiteSpace(laboratory.Name)) return CaseFlowProblems.TextMissing("name");
        if (string.IsNullOrWhiteSpace(laboratory.AuthorisationNo)) return CaseFlowProblems.TextMissing("authorisationNo");
        if (laboratory.To < laboratory.From) return MyCaseProblems.LaboratoryUnknown(laboratory.LaboratoryNo);
        await using var work = await database.BeginAsync(actor, stop);
        await work.ExecuteAsync(
            """
            insert into laboratory (laboratory_no, name, authorisation_no, place, valid_from, valid_to, entered_by, entered_at)
            values (@LaboratoryNo, @Name, @AuthorisationNo, @Place, @From, @To, @actor, @at)
            on conflict (laboratory_no) do update set name = excluded.name, authorisation_no = excluded.authorisation_no, place = excluded.place,
                valid_from = excluded.valid_from, valid_to = excluded.valid_to, entered_by = excluded.entered_by, entered_at = excluded.entered_at
            """,
            new { laboratory.LaboratoryNo, laboratory.Name, laboratory.AuthorisationNo, laboratory.Place, laboratory.From, laboratory.To, actor = actor.PersonId, at = work.Now });
        await work.CommitAsync("case.laboratory-entered", $"laboratory/{laboratory.LaboratoryNo}", stop: stop);
        return new Done();
    }
}

/// <summary>The latest instalment plan of a case, for the company's own people (分期计划).</summary>
public sealed class InstalmentQueries(Database database)
{
    /// <summary>Null when there is none inside the person's part.</summary>
    public async Task<PlanView?> FindAsync(string caseNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.FindCaseAsync(caseNo) is null ? null : await look.PlanAsync(caseNo);
    }
}
