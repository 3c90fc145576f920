using Voltward.Analytics.Detection;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>Electrical rules and the voltage engine in words.</summary>
internal static class RuleTexts
{
    public static Words Of(EngineEvidence evidence, string onset) => ReasonTexts.Say(
        $"规则 {evidence.Code} 命中（{onset}）。", $"Rule {evidence.Code} holds ({onset}).");
}
