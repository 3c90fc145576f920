using Voltward.Domain.Common;

namespace Voltward.Domain.Readings;

/// <summary>Why an imported row was refused or marked (拒收或标注原因). Each has a code that never changes its meaning.</summary>
/// <param name="Code">Stable name, starts with the capability, such as <c>reading.negative-energy</c>.</param>
/// <param name="Refuses">True when the row is not loaded; false when it is loaded and marked.</param>
/// <param name="Text">What is wrong with the value, in one sentence.</param>
/// <param name="Remedy">What the sender of the file can do.</param>
public sealed record RowReason(string Code, bool Refuses, Words Text, Words Remedy);
