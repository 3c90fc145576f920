using System.Reflection;
using System.Runtime.CompilerServices;
using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Voltward.Domain.Access;
using Xunit;

namespace Voltward.Tests.Architecture;

/// <summary>
/// Areas are judged by several threads at once. What one of them makes when it is first asked for, another must see whole or not at all: a reference
/// is written at once, a nullable struct word by word.
/// </summary>
public sealed class LazyStructTests
{
    [Fact]
    public void An_analysis_fails_now_and_then_with_an_index_out_of_range_because_a_ranker_was_seen_half_made()
    {
        var torn = new[] { typeof(TreeModel).Assembly, typeof(AnalyseUtility).Assembly, typeof(Role).Assembly }
            .SelectMany(a => a.GetTypes())
            .Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute)) && !t.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => !f.IsInitOnly && f.Name.StartsWith('_') && Nullable.GetUnderlyingType(f.FieldType) is not null)
            .Select(f => $"{f.DeclaringType!.Name}.{f.Name}");
        Assert.Equal([], torn.Order(StringComparer.Ordinal));
    }
}
