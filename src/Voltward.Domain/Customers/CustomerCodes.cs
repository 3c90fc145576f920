namespace Voltward.Domain.Customers;

/// <summary>The codes that the archive knows a customer by.</summary>
public static class CustomerCodes
{
    /// <summary>Kinds of customers (行业).</summary>
    public static IReadOnlyList<string> Classes { get; } = ["resident", "shop", "restaurant", "farm", "workshop", "school", "public", "charging", "pv", "other"];

    /// <summary>Classes of importance (重要等级).</summary>
    public static IReadOnlyList<string> Importance { get; } = ["special", "first", "second", "temporary"];
}
