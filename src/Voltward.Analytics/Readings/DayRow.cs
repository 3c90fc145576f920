namespace Voltward.Analytics.Readings;

/// <summary>Readings of one day by customer ordinal, kWh, NaN = missing; later ordinals of a shorter row are missing.</summary>
/// <param name="day">Day of the series, 0 or more.</param>
public delegate ReadOnlySpan<float> DayRow(int day);
