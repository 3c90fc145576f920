namespace Voltward.Domain.Common;

/// <summary>The clause a rule implements. A test prints them all into <c>docs/rule-book.md</c>.</summary>
/// <param name="document">Title of the law, rule or standard.</param>
/// <param name="clause">Article or clause number in that edition.</param>
/// <param name="edition">Date or number of the edition the clause number belongs to.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Field, AllowMultiple = true)]
public sealed class LegalSourceAttribute(string document, string clause, string edition) : Attribute
{
    /// <summary>Title of the law, rule or standard.</summary>
    public string Document { get; } = document;

    /// <summary>Article or clause number in that edition.</summary>
    public string Clause { get; } = clause;

    /// <summary>Date or number of the edition.</summary>
    public string Edition { get; } = edition;
}
