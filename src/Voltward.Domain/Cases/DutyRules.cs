using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>One of the five duties of a case that five different people hold (五分离).</summary>
public enum Duty
{
    /// <summary>核查: establishes the facts and collects the evidence.</summary>
    Investigate,

    /// <summary>初算: works out what is owed.</summary>
    Calculate,

    /// <summary>复核: checks the calculation.</summary>
    Review,

    /// <summary>上机: records the result and issues the documents.</summary>
    Record,

    /// <summary>收费: takes the payment.</summary>
    Collect,
}

/// <summary>A duty that somebody has already performed in a case.</summary>
/// <param name="Duty">Which of the five.</param>
/// <param name="PersonId">Who performed it.</param>
public readonly record struct DutyDone(Duty Duty, string PersonId);

/// <summary>Who may take which duty in one case: the five are pairwise different people (五分离).</summary>
public static class DutyRules
{
    /// <summary>
    /// Whether a person may perform a duty, given what has been done in the case so far. The same person may repeat the own
    /// duty, such as calculate again after a return; nobody may hold two different ones.
    /// </summary>
    /// <param name="duty">The duty to be performed now.</param>
    /// <param name="personId">Who wants to perform it; a delegate counts as the person stood in for.</param>
    /// <param name="done">Every duty performed in this case so far, in any order.</param>
    /// <returns>Done, or the refusal <c>case.duty-taken</c>.</returns>
    public static Outcome<Done> MayTake(Duty duty, string personId, IEnumerable<DutyDone> done)
    {
        foreach (var earlier in done)
        {
            if (earlier.PersonId == personId && earlier.Duty != duty) return CaseProblems.DutyTaken(earlier.Duty, duty);
        }

        return new Done();
    }

    /// <summary>The same for somebody who may be standing in for another: both of them count, and neither may hold a different duty.</summary>
    /// <param name="duty">The duty to be performed now.</param>
    /// <param name="people">Who performs it, and whose place is taken.</param>
    /// <param name="done">Every duty performed in this case so far; of a step by a delegate, one for each of the two.</param>
    public static Outcome<Done> MayTake(Duty duty, IEnumerable<string> people, IReadOnlyCollection<DutyDone> done)
    {
        foreach (var person in people)
        {
            if (MayTake(duty, person, done).Problem is { } taken) return taken;
        }

        return new Done();
    }

    /// <summary>The role whose holders perform a duty.</summary>
    public static Role RoleOf(Duty duty) => duty switch
    {
        Duty.Investigate => Role.Investigator,
        Duty.Calculate => Role.Calculator,
        Duty.Review => Role.Approver,
        Duty.Record => Role.Executor,
        Duty.Collect => Role.Cashier,
    };

    /// <summary>Whose duties a step counts as: the person's, and those of whoever's place is taken.</summary>
    public static IReadOnlyList<string> People(Duty duty, Actor actor) =>
        actor.Borrows(RoleOf(duty))?.From is { } from ? [actor.PersonId, from] : [actor.PersonId];

    /// <summary>The word for a duty in storage: <c>investigate calculate review record collect</c>.</summary>
    public static string Word(Duty duty) => duty switch
    {
        Duty.Investigate => "investigate",
        Duty.Calculate => "calculate",
        Duty.Review => "review",
        Duty.Record => "record",
        Duty.Collect => "collect",
    };

    /// <summary>The duty behind a stored word; null for any other word.</summary>
    public static Duty? Parse(string? word) => word switch
    {
        "investigate" => Duty.Investigate,
        "calculate" => Duty.Calculate,
        "review" => Duty.Review,
        "record" => Duty.Record,
        "collect" => Duty.Collect,
        _ => null,
    };

    /// <summary>The duty as people name it.</summary>
    public static Words Name(Duty duty) => duty switch
    {
        Duty.Investigate => new("核查", "investigation"),
        Duty.Calculate => new("初算", "calculation"),
        Duty.Review => new("复核", "review"),
        Duty.Record => new("上机", "recording"),
        Duty.Collect => new("收费", "collection"),
    };
}
