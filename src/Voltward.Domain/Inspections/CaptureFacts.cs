namespace Voltward.Domain.Inspections;

/// <summary>Circumstances of a record as its device knew them (取证环境): evidence to weigh, never a reason to refuse.</summary>
/// <param name="Schema">Version of this shape.</param>
/// <param name="Seq">Running number of the record on its device, from 1.</param>
/// <param name="PrevSha256">Hash of the device's record before this one; null for the first.</param>
/// <param name="Salt">Random hex, so that the hash of a deleted record cannot be guessed.</param>
/// <param name="AppBuild">Hash of the application's files.</param>
/// <param name="ServerOffsetMs">Device clock minus server clock at the last contact, milliseconds; null when never compared.</param>
/// <param name="MonotonicMs">Time on site by the clock that nobody can set, milliseconds.</param>
/// <param name="Places">Positions, in order of time.</param>
/// <param name="Device">State of the device.</param>
public sealed record CaptureFacts(
    string Schema, long Seq, string? PrevSha256, string Salt, string AppBuild, long? ServerOffsetMs, long? MonotonicMs,
    IReadOnlyList<CapturePlace> Places, CaptureDevice? Device);

/// <summary>A position by satellite.</summary>
/// <param name="At">Time of the fix as the receiver gives it.</param>
/// <param name="Lat">Latitude, degrees, as text of seven decimals.</param>
/// <param name="Lon">Longitude, degrees, as text of seven decimals.</param>
/// <param name="AccuracyM">Radius of confidence, whole metres.</param>
/// <param name="Mock">Whether the platform calls it made up; null when the platform does not say.</param>
public sealed record CapturePlace(DateTimeOffset At, string Lat, string Lon, long AccuracyM, bool? Mock);

/// <summary>State of the device; null where the browser does not tell.</summary>
/// <param name="UserAgent">Browser and platform.</param>
/// <param name="BatteryPercent">Charge.</param>
/// <param name="Charging">Whether it is being charged.</param>
/// <param name="FreeBytes">Room left for the application.</param>
/// <param name="Persisted">Whether the platform promised not to clear the storage.</param>
public sealed record CaptureDevice(string UserAgent, long? BatteryPercent, bool? Charging, long? FreeBytes, bool? Persisted);

/// <summary>A mark drawn over a photo (标注): a layer, the original stays as it was taken.</summary>
/// <param name="Kind">arrow, circle or text.</param>
/// <param name="X">Start, thousandths of the width.</param>
/// <param name="Y">Start, thousandths of the height.</param>
/// <param name="X2">End, thousandths of the width.</param>
/// <param name="Y2">End, thousandths of the height.</param>
/// <param name="Text">Words of a text mark; null otherwise.</param>
public sealed record PhotoMark(string Kind, long X, long Y, long X2, long Y2, string? Text);
