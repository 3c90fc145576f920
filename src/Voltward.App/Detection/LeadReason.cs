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

/// <summary>A reason as it will be stored: hundreds of thousands wait for their place in the list, and a text waits as one object.</summary>
/// <param name="Code">As of the reason.</param>
/// <param name="Engine">As of the reason.</param>
/// <param name="Strength">As of the reason.</param>
/// <param name="Text">As of the reason.</param>
/// <param name="Data">JSON.</param>
internal sealed record StoredReason(string Code, string Engine, double Strength, Words Text, string Data)
{
    public static StoredReason Of(LeadReason reason) => new(reason.Code, reason.Engine, reason.Strength, reason.Text, reason.Data.ToJsonString());
}
