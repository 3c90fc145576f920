namespace Voltward.Domain.Common;

/// <summary>An expected refusal (拒绝). A bug or a broken disk is an exception instead.</summary>
/// <param name="Code">Stable name for programs and tests, such as <c>case.no-sealed-evidence</c>; starts with the capability.</param>
/// <param name="Kind">Which HTTP status or exit code it becomes.</param>
/// <param name="Text">What happened, in one plain sentence.</param>
/// <param name="Remedy">What the reader can do about it, in one plain sentence.</param>
/// <param name="Where">File, row and column, or the member of the input, when there is one; else null.</param>
public sealed record Problem(string Code, ProblemKind Kind, Words Text, Words Remedy, string? Where = null);

/// <summary>The few kinds of refusal that callers tell apart.</summary>
public enum ProblemKind
{
    /// <summary>The input makes no sense.</summary>
    Invalid,

    /// <summary>There is no such thing, or this person may not know of it.</summary>
    NotFound,

    /// <summary>The thing exists but is not in a state that allows this.</summary>
    Conflict,

    /// <summary>This person may not do this.</summary>
    Forbidden,
}
