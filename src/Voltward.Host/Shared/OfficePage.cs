using Microsoft.AspNetCore.Components;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Host.Access;

namespace Voltward.Host.Shared;

/// <summary>What every page of the office has: the request, the person, the words, and the last refusal.</summary>
public abstract class OfficePage : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Inject]
    protected Texts T { get; set; } = default!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    protected Actor Actor => Http.Actor();

    protected CancellationToken Stop => Http.RequestAborted;

    /// <summary>Why the last form was refused; shown by <c>Refused</c>.</summary>
    protected Problem? Problem { get; set; }

    /// <summary>Goes on after a successful form; a refused one stays on the page and shows why.</summary>
    protected void Follow<TValue>(Outcome<TValue> outcome, string to)
        where TValue : notnull
    {
        if (outcome.Succeeded(out _, out var problem))
        {
            Navigation.NavigateTo(to);
            return;
        }

        Refuse(problem);
    }

    protected void Refuse(Problem problem)
    {
        Problem = problem;
        Http.Response.StatusCode = Answers.Status(problem.Kind);
    }
}
