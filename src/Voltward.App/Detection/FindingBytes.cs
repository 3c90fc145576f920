using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>Findings as bytes: day, fingerprint of what they rest on, then every number to the last bit.</summary>
internal static class FindingBytes
{
    public static byte[] Of(DateOnly day, ulong fingerprint, AreaPursuit pursuit)
    {
        using var stream = new MemoryStream(64 + (pursuit.Match.Length * 160 * (pursuit.Fine is null ? 1 : 2)));
        using var writer = new BinaryWriter(stream);
        writer.Write(day.DayNumber);
        writer.Write(fingerprint);
        writer.Write(pursuit.Match.Length);
        foreach (var match in pursuit.Match)
        {
            writer.Write(match.Course);
            foreach (var value in (ReadOnlySpan<double>)[match.Z, match.Factor, match.KwhPerDay, match.KwhSd]) writer.Write(value);
            writer.Write(match.Always);
        }

        Write(writer, pursuit.Daily);
        writer.Write(pursuit.Fine is not null);
        if (pursuit.Fine is { } fine) Write(writer, fine);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Day and fingerprint alone.</summary>
    public static (DateOnly Day, ulong Fingerprint) Head(ReadOnlyMemory<byte> bytes) =>
        (DateOnly.FromDayNumber(BitConverter.ToInt32(bytes.Span)), BitConverter.ToUInt64(bytes.Span[sizeof(int)..]));

    public static AreaPursuit Pursuit(ReadOnlyMemory<byte> bytes)
    {
        using var reader = Body(bytes);
        var match = new LossMatch[reader.ReadInt32()];
        for (var i = 0; i < match.Length; i++)
        {
            var course = string.Intern(reader.ReadString());
            var (z, factor, kwh, sd) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
            match[i] = new LossMatch(z, course, factor, kwh, sd, reader.ReadBoolean());
        }

        var daily = Localisation(reader, match.Length);
        return new AreaPursuit(match, daily, reader.ReadBoolean() ? Localisation(reader, match.Length) : null);
    }

    /// <summary>How the test of bookings went.</summary>
    public static byte[] Of(DateOnly day, ulong members, BookingAnswers answers)
    {
        var (odds, found, doubtful) = answers;
        using var stream = new MemoryStream(32 + (odds.Length * sizeof(double)));
        using var writer = new BinaryWriter(stream);
        writer.Write(day.DayNumber);
        writer.Write(members);
        writer.Write(odds.Length);
        foreach (var value in odds) writer.Write(value);
        writer.Write(found.Count);
        foreach (var booking in found)
        {
            writer.Write(booking.Point);
            writer.Write(booking.FedFrom);
            foreach (var value in (ReadOnlySpan<double>)[booking.OwnSlope, booking.OtherSlope, booking.LogOdds]) writer.Write(value);
            writer.Write(booking.ByLoad);
        }

        writer.Write(doubtful.Count);
        foreach (var point in doubtful) writer.Write(point);
        writer.Flush();
        return stream.ToArray();
    }

    public static BookingAnswers Bookings(ReadOnlyMemory<byte> bytes)
    {
        using var reader = Body(bytes);
        var odds = new double[reader.ReadInt32()];
        for (var i = 0; i < odds.Length; i++) odds[i] = reader.ReadDouble();
        var found = new Misbooking[reader.ReadInt32()];
        for (var n = 0; n < found.Length; n++)
        {
            var (point, fedFrom) = (reader.ReadInt32(), reader.ReadString());
            var (own, other, log) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
            found[n] = new Misbooking(point, fedFrom, own, other, log, reader.ReadBoolean());
        }

        var doubtful = new int[reader.ReadInt32()];
        for (var n = 0; n < doubtful.Length; n++) doubtful[n] = reader.ReadInt32();
        return new BookingAnswers(odds, found, doubtful);
    }

    private static BinaryReader Body(ReadOnlyMemory<byte> bytes)
    {
        var reader = new BinaryReader(new MemoryStream(bytes.ToArray()));
        reader.BaseStream.Position = sizeof(int) + sizeof(ulong);
        return reader;
    }

    private static void Write(BinaryWriter writer, AreaLocalisation area)
    {
        writer.Write(area.GateDeficit);
        writer.Write(area.GateReading);
        foreach (var c in area.Customers)
        {
            foreach (var value in (ReadOnlySpan<double>)[c.Deficit, c.DeficitDaily, c.ExplainedKwhPerDay, c.Reading, c.Opposite, c.Band, c.FallKwhPerDay, c.FallT, c.Slope]) writer.Write(value);
            writer.Write(c.BandAt.Band);
            writer.Write(c.BandAt.Opposite);
            writer.Write(c.Rank);
        }
    }

    private static AreaLocalisation Localisation(BinaryReader reader, int customers)
    {
        var (deficit, reading) = (reader.ReadDouble(), reader.ReadDouble());
        var all = new Localisation[customers];
        for (var i = 0; i < customers; i++)
        {
            all[i] = new Localisation
            {
                Deficit = reader.ReadDouble(),
                DeficitDaily = reader.ReadDouble(),
                ExplainedKwhPerDay = reader.ReadDouble(),
                Reading = reader.ReadDouble(),
                Opposite = reader.ReadDouble(),
                Band = reader.ReadDouble(),
                FallKwhPerDay = reader.ReadDouble(),
                FallT = reader.ReadDouble(),
                Slope = reader.ReadDouble(),
                BandAt = (reader.ReadInt32(), reader.ReadBoolean()),
                Rank = reader.ReadInt32(),
            };
        }

        return new AreaLocalisation(all, deficit, reading);
    }
}
