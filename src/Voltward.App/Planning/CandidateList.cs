using Voltward.App.Inspections;
using Voltward.Domain.Planning;
using Voltward.Domain.Units;

namespace Voltward.App.Planning;

/// <summary>Turns leads, cycles, hazards, waiting orders and the random draw into candidates, one per customer or area.</summary>
internal sealed class CandidateList(PlanInputs inputs, PlanningPolicy policy, InspectionShelf rules, PlanWeek week)
{
    private readonly Dictionary<string, Candidate> _candidates = [];

    /// <summary>All candidates, in order of id.</summary>
    /// <param name="expectedOrders">How many orders the crews' time is expected to hold; shares are taken of it.</param>
    /// <param name="seed">Seed of the plan's draws.</param>
    /// <param name="audit">Who could be drawn, with which chance.</param>
    public IReadOnlyList<Candidate> Build(double expectedOrders, string seed, out AuditFrame audit)
    {
        AddWaiting();
        AddLeads();
        AddHazards();
        foreach (var asked in AskedVisits.Of(inputs)) Add(asked.Dress(New(asked.Asks[0].Source, asked.CandidateId, asked.Asks[0].Id, asked.Subject, asked.Kind), policy, week));
        AddCycles(expectedOrders, seed);
        foreach (var candidate in CampaignRounds.Candidates(inputs, rules, week, (expectedOrders, policy.Shares.CampaignMost))) Add(OfCampaign(candidate));
        audit = AddAudit(expectedOrders * policy.Shares.Random, seed);
        MarkNovelty(expectedOrders);
        return [.. _candidates.Values.Select(WithAside).OrderBy(c => c.Id, StringComparer.Ordinal)];
    }

    private void AddWaiting()
    {
        foreach (var order in inputs.Waiting)
        {
            var customer = Customer(order.CustomerNo);
            if (order.ByLot)
            {
                // As one drawn by this plan in every respect but the chance of its own lot, which only an analyst reads.
                if (customer is not null) Add(Drawn(customer) with { OrderNo = order.OrderNo, SourceId = order.OrderNo, DrawChance = order.LotChance ?? 1, Aside = order.Aside });
                continue;
            }

            var subject = customer is null ? Subject.Area(order.AreaNo, order.OrgPath) : Subject.Of(customer);
            Add(New(order.Source, "O:" + order.OrderNo, order.OrderNo, subject, order.Kind) with
            {
                OrderNo = order.OrderNo,
                Slice = "cycle",
                Must = true,
                Minutes = order.Minutes > 0 ? order.Minutes : policy.MinutesOf(order.Kind, order.VoltageV),
                DueOn = order.DueOn,
                ChecklistId = order.ChecklistId,
                ReasonCode = order.ReasonCode,
                Aside = order.Aside,
            });
        }
    }

    /// <summary>Adds whoever is recused from the customer or the area.</summary>
    private Candidate WithAside(Candidate c) =>
        inputs.Recused.Where(r => r.SubjectNo == (r.Subject == "customer" ? c.Subject.CustomerNo : c.Subject.AreaNo)).Select(r => r.PersonId).ToList() is { Count: > 0 } people
            ? c with { Aside = c.Aside.Union(people).ToHashSet() } : c;

    private void AddLeads()
    {
        foreach (var lead in inputs.Leads)
        {
            var customer = Customer(lead.CustomerNo);
            if (lead.CustomerNo is not null && (customer is null || inputs.BusyCustomers.Contains(lead.CustomerNo))) continue;
            if (lead.CustomerNo is null && (lead.AreaNo is null || inputs.BusyAreas.Contains(lead.AreaNo))) continue;
            Add(OfLead(lead, customer is null ? Subject.Area(lead.AreaNo, lead.OrgPath) : Subject.Of(customer)));
        }
    }

    private Candidate OfLead(OpenLead lead, Subject subject)
    {
        var kind = lead.Kind == "file-correction" ? "file-correction" : subject.CustomerNo is null ? "area-visit" : "customer-visit";
        var candidate = New("lead", subject.CustomerNo is null ? "A:" + subject.AreaNo : "C:" + subject.CustomerNo, lead.LeadId, subject, kind);
        var value = Value(lead, subject.Facts.CustomerClass, candidate.Minutes);
        return candidate with
        {
            Engine = lead.Engine,
            Strength = lead.Strength,
            Value = value,
            ValueFen = value.Net().Fen,
            SafetyPoints = lead.Kind == "safety" ? policy.Safety.LeadPoints : 0,
            ReasonCode = kind switch { "file-correction" => "file-check", "area-visit" => "line-loss", _ => lead.Kind == "safety" ? "receiving-device" : "breach" },
        };
    }

    private OrderValue Value(OpenLead lead, string customerClass, long minutes)
    {
        var days = lead.Onset is { } onset
            ? Math.Clamp(week.Monday.DayNumber - onset.DayNumber, policy.ClaimDays.Least, policy.ClaimDays.Most)
            : policy.ClaimDays.WhenOnsetUnknown;
        // A file correction recovers no money; it clears the file and costs its time.
        var wh = lead.Kind == "file-correction" ? 0 : Math.Max(0, lead.MidWhPerDay ?? 0) * days;
        return new((decimal)lead.Probability, KilowattHours.FromWattHours(wh), new(policy.PriceOf(customerClass)), policy.Recovery, Yuan.Rounded(policy.CostOf(minutes)));
    }

    private void AddHazards()
    {
        foreach (var hazard in inputs.Hazards)
        {
            var customer = Customer(hazard.CustomerNo);
            var subject = customer is null ? Subject.Area(hazard.AreaNo, hazard.OrgPath) : Subject.Of(customer);
            Add(New("hazard", "H:" + hazard.HazardId, hazard.HazardId, subject, "re-check") with
            {
                Slice = "cycle",
                Must = hazard.Level == "major",
                SafetyPoints = policy.Safety.HazardDuePoints,
                DueOn = hazard.DueOn,
            });
        }
    }

    /// <summary>Cycles due by the end of the week, most overdue first, no more than their share; sampled classes draw their weekly part.</summary>
    private void AddCycles(double expectedOrders, string seed)
    {
        var most = expectedOrders * policy.Shares.CycleMost;
        var cycles = rules.Cycles(week.Monday);
        var due = new List<(PlannableCustomer Customer, DateOnly Due)>();
        foreach (var group in inputs.Customers.Values.GroupBy(c => cycles.Of(c.Facts).Key))
        {
            var cycle = cycles.Cycles.Single(c => c.Key == group.Key);
            if (cycle.Months is not null)
            {
                due.AddRange(group.Select(c => (c, InspectionCycles.DueOn(cycle, c.LastDone, c.Since)!.Value)).Where(d => d.Item2 <= week.Sunday));
            }
            else if (cycle.SharePerYear is { } share)
            {
                var drawn = AuditDraw.Draw(group.ToDictionary(c => c.CustomerNo, _ => group.Key), (double)share * group.Count() / 52, seed + "|sample");
                due.AddRange(group.Where(c => drawn.Drawn.Contains(c.CustomerNo)).Select(c => (c, week.Sunday)));
            }
        }

        List<(PlannableCustomer Customer, DateOnly Due)> free = [.. due.Where(d => !inputs.BusyCustomers.Contains(d.Customer.CustomerNo))
            .OrderByDescending(d => d.Customer.Facts.ImportantClass is not null).ThenBy(d => d.Due).ThenBy(d => d.Customer.CustomerNo, StringComparer.Ordinal)];
        // Who waits longest beyond the promise has to be in, as many as the share allows.
        var promised = free.Where(d => IsPromised(cycles, d)).OrderBy(d => d.Due).ThenBy(d => d.Customer.CustomerNo, StringComparer.Ordinal)
            .Take((int)(expectedOrders * policy.Shares.PromisedMost)).Select(d => d.Customer.CustomerNo).ToHashSet();
        foreach (var (customer, dueOn) in free.Where((d, n) => n < Math.Max(1, (int)(most * 2)) || promised.Contains(d.Customer.CustomerNo)))
        {
            Add(OfCustomer(customer, "cycle") with
            {
                Slice = "cycle",
                DueOn = dueOn,
                SafetyPoints = CyclePoints(customer, dueOn),
                Must = customer.Facts.ImportantClass is not null || promised.Contains(customer.CustomerNo),
                Promised = promised.Contains(customer.CustomerNo),
            });
        }
    }

    private bool IsPromised(CycleTerms cycles, (PlannableCustomer Customer, DateOnly Due) due) =>
        cycles.Of(due.Customer.Facts).Months is not null && due.Due.AddMonths(cycles.PromiseLateMonths) <= week.Monday;

    private Candidate OfCampaign(CampaignRounds.Due due)
    {
        var candidate = OfCustomer(due.Customer, "campaign");
        return candidate with
        {
            SourceId = due.Campaign.Id,
            Slice = "cycle",
            DueOn = due.Until,
            SafetyPoints = due.Campaign.SafetyPoints,
            Items = CampaignRounds.Items(rules.Checklists[candidate.ChecklistId], due.Campaign) is { Count: > 0 } items && items.Count < rules.Checklists[candidate.ChecklistId].Items.Count ? items : null,
        };
    }

    private double CyclePoints(PlannableCustomer customer, DateOnly dueOn)
    {
        var months = Math.Clamp((week.Sunday.DayNumber - dueOn.DayNumber) / 30, 0, policy.Safety.MostOverdueMonths);
        return (customer.Facts.ImportantClass is null ? policy.Safety.CycleDuePoints : policy.Safety.ImportantDuePoints)
            + (months * policy.Safety.PerMonthOverduePoints);
    }

    private AuditFrame AddAudit(double expected, string seed)
    {
        var rested = week.Monday.AddDays(-policy.AuditRestDays);
        var eligible = inputs.Customers.Values
            .Where(c => c.AreaNo is not null && !inputs.BusyCustomers.Contains(c.CustomerNo) && (c.LastDone is not { } last || last < rested)).ToList();
        var types = AreaTypes.Of(inputs.Customers.Values);
        var strata = eligible.ToDictionary(c => c.CustomerNo, c => types[c.AreaNo!]);
        var result = AuditDraw.Draw(strata, expected, seed);
        foreach (var customer in eligible.Where(c => result.Drawn.Contains(c.CustomerNo)))
        {
            Add(Drawn(customer));
        }

        foreach (var (id, candidate) in _candidates.Where(c => c.Value.Subject.CustomerNo is { } no && strata.ContainsKey(no)).ToList())
        {
            _candidates[id] = candidate with { DrawChance = result.Chance };
        }

        return new(strata, result, inputs.Customers.Count - eligible.Count);
    }

    /// <summary>
    /// Leads that are unusual though not probable, engine by engine in turn, so that no engine's blind spot stays unseen. Taken from
    /// below the point where the plan by value alone would stop, since those above are visited anyway.
    /// </summary>
    private void MarkNovelty(double expectedOrders)
    {
        var count = (int)Math.Floor(expectedOrders * policy.Shares.Novelty);
        var leads = _candidates.Values.Where(c => c.Source == "lead")
            .OrderByDescending(c => (double)c.ValueFen / c.Minutes).ThenBy(c => c.Id, StringComparer.Ordinal).ToList();
        var cut = (int)Math.Ceiling(expectedOrders * (1 - policy.Shares.Random - policy.Shares.Novelty));
        var below = leads.Where((c, rank) => rank >= cut || c.WorthFen <= c.FenPerStop);
        var queues = below
            .Where(c => c is { Engine: not null, Audit: false } && c.Value!.Probability < (decimal)policy.Shares.NoveltyProbabilityBelow)
            .GroupBy(c => c.Engine!).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Queue<Candidate>(g.OrderByDescending(c => c.Strength).ThenBy(c => c.Id, StringComparer.Ordinal))).ToList();
        while (count > 0 && queues.Any(q => q.Count > 0))
        {
            foreach (var queue in queues.Where(q => q.Count > 0).ToList())
            {
                if (count-- <= 0) break;
                var pick = queue.Dequeue();
                _candidates[pick.Id] = pick with { Slice = "novelty", Must = true };
            }
        }
    }

    private Candidate Drawn(PlannableCustomer customer) => OfCustomer(customer, "random") with { Slice = "random", Audit = true, ReasonCode = "random-audit" };

    private Candidate OfCustomer(PlannableCustomer customer, string source) =>
        New(source, "C:" + customer.CustomerNo, customer.CustomerNo, Subject.Of(customer), "customer-visit");

    /// <summary>A visit that looks for no money costs its time.</summary>
    private Candidate New(string source, string id, string sourceId, Subject subject, string kind)
    {
        var minutes = policy.MinutesOf(kind, subject.Facts.VoltageV);
        return new()
        {
            Id = id,
            Source = source,
            SourceId = sourceId,
            Marks = [source],
            Subject = subject,
            Kind = kind,
            Minutes = minutes,
            FenPerSafetyPoint = policy.Safety.FenPerPoint,
            FenPerStop = Yuan.Rounded(policy.CostOf(policy.StopMinutes)).Fen,
            ValueFen = -Yuan.Rounded(policy.CostOf(minutes)).Fen,
            ChecklistId = rules.ChecklistOf(kind, subject.Facts, week.Monday).ChecklistId,
            ReasonCode = "receiving-device",
        };
    }

    private PlannableCustomer? Customer(string? customerNo) => customerNo is null ? null : inputs.Customers.GetValueOrDefault(customerNo);

    /// <summary>A second source for the same customer adds its mark, its safety and its duty to the first; the visit stays one.</summary>
    private void Add(Candidate candidate)
    {
        if (!_candidates.TryGetValue(candidate.Id, out var first))
        {
            _candidates.Add(candidate.Id, candidate);
            return;
        }

        var worth = candidate.Asks.Count > 0 && candidate.ValueFen > first.ValueFen ? candidate : first;
        _candidates[candidate.Id] = first with
        {
            Value = worth.Value,
            ValueFen = worth.ValueFen,
            Asks = [.. first.Asks, .. candidate.Asks],
            Note = first.Note ?? candidate.Note,
            Marks = [.. first.Marks.Union(candidate.Marks)],
            SafetyPoints = first.SafetyPoints + candidate.SafetyPoints,
            Must = first.Must || candidate.Must,
            Audit = first.Audit || candidate.Audit,
            // Whoever asks for the whole list gets it: an audit of a part would find less than one of the whole.
            Items = first.Items is null || candidate.Items is null ? null : first.Items,
            DueOn = first.DueOn ?? candidate.DueOn,
        };
    }
}

/// <summary>From whom the audit was drawn.</summary>
/// <param name="Strata">Eligible customer → stratum.</param>
/// <param name="Result">Chance and who was drawn.</param>
/// <param name="Excluded">Customers that could not be drawn at all (π = 0); outside every estimate.</param>
internal sealed record AuditFrame(IReadOnlyDictionary<string, string> Strata, AuditResult Result, int Excluded);

/// <summary>The type of an area by its customers (台区类型): the strata of the audit.</summary>
internal static class AreaTypes
{
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<PlannableCustomer> customers) => customers
        .Where(c => c.AreaNo is not null).GroupBy(c => c.AreaNo!)
        .ToDictionary(g => g.Key, g => (5 * g.Count(c => c.Facts.CustomerClass == "resident") / g.Count()) switch
        {
            >= 4 => "residential",
            0 => "commercial",
            _ => "mixed",
        });
}
