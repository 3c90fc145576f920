using System.Text.Json.Nodes;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>One reason of a lead in words an inspector can check (线索理由).</summary>
/// <param name="Code">Stable name, such as <c>area-loss-follows-shortfall</c>.</param>
/// <param name="Engine">Which engine says so: <c>E1</c> … <c>E7</c>, or the name of a model.</param>
/// <param name="Strength">0 to 1; more is more suspicious.</param>
/// <param name="Text">The sentence, with its figure and its date.</param>
/// <param name="Data">The figures and the source readings that reproduce the sentence.</param>
public sealed record LeadReason(string Code, string Engine, double Strength, Words Text, JsonObject Data);
