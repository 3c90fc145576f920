using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>
/// A hash over everything that an analysis is made from: lake parts, archive rows, days, and the build of the engines. Field by field, because the
/// printed form of a million points would take longer than reading them.
/// </summary>
internal sealed class DataIdentity : IDisposable
{
    private const int Piece = 1 << 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * Piece);

    private DataIdentity()
    {
    }

    public static string Of(Archive archive, IReadOnlyList<string> parts, AnalysisSpan span)
    {
        using var identity = new DataIdentity();
        // Another build of the engines is another result.
        var (engines, app) = (typeof(CacheLayout).Module.ModuleVersionId, typeof(AnalysisInputs).Module.ModuleVersionId);
        identity.Add(string.Create(CultureInfo.InvariantCulture, $"{span} {engines} {app}"));
        foreach (var part in parts) identity.Add(part);
        foreach (var area in archive.Areas.Values) identity.Add(string.Create(CultureInfo.InvariantCulture, $"{area}"));
        foreach (var point in archive.Points) identity.Add(point);
        return identity.End();
    }

    /// <summary>Identity of one point, for the test that no field is left out.</summary>
    public static string Of(Archive.PointEntry point)
    {
        using var identity = new DataIdentity();
        identity.Add(point);
        return identity.End();
    }

    public void Dispose() => _hash.Dispose();

    private void Add(Archive.PointEntry point)
    {
        Add(point.Subject);
        Add(point.OrgPath);
        Add(point.Stays.Count);
        foreach (var stay in point.Stays)
        {
            Add(stay.AreaNo);
            Add(stay.From.DayNumber);
            Add(stay.To.DayNumber);
        }

        Add(point.Orders.Count);
        foreach (var day in point.Orders) Add(day.DayNumber);
        if (_buffer.WrittenCount >= Piece) Flush();
    }

    private void Add(PointSubject subject)
    {
        foreach (var text in (ReadOnlySpan<string?>)[subject.Point, subject.Customer, subject.CustomerClass, subject.Phase, subject.MeterBox, subject.Wiring, subject.Tariff]) Add(text);
        foreach (var value in (ReadOnlySpan<double>)
        [
            subject.ClassPercent, subject.Factor, subject.ServiceDropM, subject.RatedVoltageV, subject.CalibratedCurrentA, subject.MaximumCurrentA, subject.ContractedKva,
        ])
        {
            Add(BitConverter.DoubleToInt64Bits(value));
        }

        Add(subject.FeedIn ? 1 : 0);
    }

    /// <summary>Length first, so that no two texts run into each other; an absent text is not an empty one.</summary>
    private void Add(string? text)
    {
        Add(text?.Length ?? -1L);
        if (text is not null) Encoding.UTF8.GetBytes(text, _buffer);
    }

    private void Add(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }

    private void Flush()
    {
        _hash.AppendData(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    private string End()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }
}
