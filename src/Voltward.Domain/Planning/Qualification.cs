using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>A certificate of an inspector (检查员资格). The number of the level falls as the voltage rises.</summary>
/// <param name="PersonId">Who holds it.</param>
/// <param name="Level">3, 2 or 1; what each covers stands in <see cref="QualificationLevels"/>.</param>
/// <param name="ValidFrom">First day it counts.</param>
/// <param name="ValidTo">First day it no longer counts (exclusive).</param>
public sealed record Qualification(string PersonId, int Level, DateOnly ValidFrom, DateOnly ValidTo)
{
    /// <summary>Whether the certificate counts on a day.</summary>
    public bool CountsOn(DateOnly day) => day >= ValidFrom && day < ValidTo;
}

/// <summary>Which voltage each level covers: dated data from <c>rules/inspection</c>.</summary>
/// <param name="MaximumVoltageV">Level → highest voltage of the customer's supply, V.</param>
public sealed record QualificationLevels(IReadOnlyDictionary<int, long> MaximumVoltageV)
{
    /// <summary>Whether one of a person's certificates covers a voltage on a day (INS-7).</summary>
    [LegalSource("用电检查管理办法", "INS-7 (检查资格与电压等级)", "1996, 已废止, 作为企业规定沿用")]
    public bool Covers(IEnumerable<Qualification> held, string personId, DateOnly day, long voltageV) => held.Any(q =>
        q.PersonId == personId && q.CountsOn(day) && MaximumVoltageV.TryGetValue(q.Level, out var top) && voltageV <= top);
}
