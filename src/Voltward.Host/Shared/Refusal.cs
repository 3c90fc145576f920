using Voltward.Domain.Common;

namespace Voltward.Host.Shared;

/// <summary>A refusal that the page for missing and forbidden addresses shows.</summary>
internal sealed record Refusal(Problem Problem);
