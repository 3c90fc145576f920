using System.Diagnostics.CodeAnalysis;

namespace Voltward.Domain.Common;

/// <summary>Either a value or the <see cref="Common.Problem"/> that prevented it.</summary>
public readonly struct Outcome<T>
    where T : notnull
{
    private readonly T? _value;

    private Outcome(T? value, Problem? problem) => (_value, Problem) = (value, problem);

    /// <summary>Why there is no value; null on success.</summary>
    public Problem? Problem { get; }

    /// <summary>Whether there is a value, and which.</summary>
    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        (value, problem) = (_value, Problem);
        return problem is null;
    }

    /// <summary>Wraps a value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Wraps a problem.</summary>
    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);
}

/// <summary>The value of a use case that has nothing to say but that it is done.</summary>
public readonly record struct Done;
