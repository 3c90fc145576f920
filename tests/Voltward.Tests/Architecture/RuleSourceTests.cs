using System.Reflection;
using Voltward.Domain.Common;
using Voltward.Domain.Units;
using Xunit;

namespace Voltward.Tests.Architecture;

public sealed class RuleSourceTests
{
    /// <summary>What a rule gives in energy or money must say which clause says so.</summary>
    [Fact]
    public void Every_rule_that_yields_energy_or_money_cites_its_source() => Assert.Empty(
        typeof(Problem).Assembly.GetExportedTypes()
            .Where(t => t.Name.EndsWith("Rules", StringComparison.Ordinal))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => Yields(m.ReturnType))
            .Where(m => !m.GetCustomAttributes<LegalSourceAttribute>().Any() && !m.DeclaringType!.GetCustomAttributes<LegalSourceAttribute>().Any())
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}"));

    private static bool Yields(Type type) =>
        type == typeof(KilowattHours) || type == typeof(Yuan)
        || (type.IsGenericType && type.GetGenericArguments().Any(Yields))
        || (type.Namespace?.StartsWith("Voltward.Domain", StringComparison.Ordinal) == true && !type.IsEnum
            && type != typeof(KilowattHours) && type != typeof(Yuan)
            && type.GetProperties().Any(p => p.PropertyType == typeof(KilowattHours) || p.PropertyType == typeof(Yuan)));
}
