namespace Voltward.App.Detection;

/// <summary>Suspicion of a customer that has bills only.</summary>
/// <param name="Customer">Number of the customer.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Reasons">At most five, strongest first.</param>
public sealed record BillScore(string Customer, double Score, double Probability, string Model, IReadOnlyList<LeadReason> Reasons);

/// <summary>Scores the customers that have bills only, up to a day.</summary>
public delegate Task<IReadOnlyList<BillScore>> ScoreBills(DateOnly? asOf, CancellationToken stop);
