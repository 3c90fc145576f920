using Voltward.App.Inspections;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>Who is still to be seen in the special rounds of a week.</summary>
internal static class CampaignRounds
{
    /// <param name="Customer">To be seen.</param>
    /// <param name="Campaign">In this round.</param>
    /// <param name="Until">Last day of the round.</param>
    internal sealed record Due(PlannableCustomer Customer, Campaign Campaign, DateOnly Until);

    /// <summary>The customers of each round that nobody has visited or planned in it, longest unseen first; of each round no more than its share.</summary>
    /// <param name="inputs">What the plan is made from.</param>
    /// <param name="rules">Rules.</param>
    /// <param name="week">Week of the plan.</param>
    /// <param name="plan">Orders the plan is expected to hold, and the share of a round that states none.</param>
    public static IEnumerable<Due> Candidates(PlanInputs inputs, InspectionShelf rules, PlanWeek week, (double Orders, double MostShare) plan)
    {
        var (cycles, bands) = (rules.Cycles(week.Monday), rules.Voltages(week.Monday));
        foreach (var campaign in rules.Campaigns(week))
        {
            var (from, until) = campaign.RoundIn(week)!.Value;
            // A visit with the whole list covers every round; one of a part only its own, from the week in which the round begins.
            var seen = inputs.Rounds.Where(v => (v.Part == 0 && v.Day >= from) || (v.CampaignId == campaign.Id && v.Day > from.AddDays(-7))).Select(v => v.CustomerNo).ToHashSet();
            var due = inputs.Customers.Values
                .Where(c => campaign.Concerns(c.Facts, c.AreaNo, cycles, bands) && !inputs.BusyCustomers.Contains(c.CustomerNo) && !seen.Contains(c.CustomerNo))
                .OrderBy(c => c.LastDone ?? DateOnly.MinValue).ThenBy(c => c.CustomerNo, StringComparer.Ordinal);
            foreach (var customer in due.Take(Math.Max(1, (int)(plan.Orders * (campaign.MostShare ?? plan.MostShare))))) yield return new(customer, campaign, until);
        }
    }

    /// <summary>The items of a round on a customer's list, with whatever decides whether they are asked. The safety steps are confirmed before any item.</summary>
    public static IReadOnlyList<string> Items(Checklist list, Campaign campaign)
    {
        var wanted = list.Items.Where(i => campaign.Items.Contains(i.Code)).Select(i => i.Code).ToHashSet();
        foreach (var item in list.Items.Reverse().Where(i => wanted.Contains(i.Code))) wanted.UnionWith(item.AskWhen.Select(c => c.Subject));
        return [.. list.Items.Select(i => i.Code).Where(wanted.Contains)];
    }
}
