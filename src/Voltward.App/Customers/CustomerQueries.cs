using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Customers;

/// <summary>
/// The archive of one customer as of any day (客户档案): what was true that day, as believed at a chosen instant. Both questions
/// can be asked apart.
/// </summary>
public sealed class CustomerQueries(Database database)
{
    /// <param name="CustomerNo">户号.</param>
    /// <param name="Day">Day the archive describes; null for today.</param>
    /// <param name="Known">Last instant whose knowledge counts; null for now.</param>
    public sealed record Request(string CustomerNo, DateOnly? Day = null, DateTimeOffset? Known = null);

    /// <summary>Null when no version of the customer lies inside the person's part.</summary>
    public async Task<Archive?> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var asked = new { no = request.CustomerNo, day = request.Day ?? CompanyTime.Day(look.Now), known = request.Known ?? look.Now };
        var versions = await look.QueryAsync<Version>(CustomerArchiveQueries.Versions, asked);
        if (versions.Count == 0) return null;

        return new Archive(asked.day, asked.known, versions)
        {
            Customer = versions.FirstOrDefault(v => v.ValidFrom <= asked.day && asked.day < v.ValidTo && v.KnownFrom <= asked.known && asked.known < v.KnownTo),
            Agreements = await look.QueryAsync<Agreement>(CustomerArchiveQueries.Agreements, asked),
            Points = await look.QueryAsync<Point>(CustomerArchiveQueries.Points, asked),
            Meters = await look.QueryAsync<Meter>(CustomerArchiveQueries.Meters, asked),
            Transformers = await look.QueryAsync<Transformer>(CustomerArchiveQueries.Transformers, asked),
            Seals = await look.QueryAsync<Seal>(CustomerArchiveQueries.Seals, asked),
            PastOrders = await look.QueryAsync<PastOrder>(CustomerArchiveQueries.PastOrders, asked),
        };
    }

    /// <param name="Day">Day it describes.</param>
    /// <param name="Known">Instant whose knowledge counts.</param>
    /// <param name="Versions">Every row of the customer ever believed, the latest first.</param>
    public sealed record Archive(DateOnly Day, DateTimeOffset Known, IReadOnlyList<Version> Versions)
    {
        /// <summary>Null when the customer did not exist that day, as far as was known.</summary>
        public Version? Customer { get; init; }

        public IReadOnlyList<Agreement> Agreements { get; init; } = [];

        /// <summary>Usage points with their place in the network that day.</summary>
        public IReadOnlyList<Point> Points { get; init; } = [];

        /// <summary>Every meter ever installed, the present one first.</summary>
        public IReadOnlyList<Meter> Meters { get; init; } = [];

        public IReadOnlyList<Transformer> Transformers { get; init; } = [];

        public IReadOnlyList<Seal> Seals { get; init; } = [];

        /// <summary>Work done outside Voltward.</summary>
        public IReadOnlyList<PastOrder> PastOrders { get; init; } = [];
    }

    public sealed class Version
    {
        public string CustomerNo { get; init; } = "";

        public string Name { get; init; } = "";

        public string CustomerClass { get; init; } = "";

        public string? Industry { get; init; }

        public string? Address { get; init; }

        public string? Phone { get; init; }

        public string? ImportantClass { get; init; }

        public string? Organisation { get; init; }

        public DateOnly ValidFrom { get; init; }

        public DateOnly ValidTo { get; init; }

        public DateTimeOffset KnownFrom { get; init; }

        public DateTimeOffset KnownTo { get; init; }

        public string Source { get; init; } = "";
    }

    public sealed class Agreement
    {
        public string AgreementNo { get; init; } = "";

        public string TariffCategory { get; init; } = "";

        public long TwoPart { get; init; }

        public long? ContractedVa { get; init; }

        public long? VoltageV { get; init; }

        public long? PenaltyMultipleMilli { get; init; }

        public long FeedIn { get; init; }

        public DateOnly ValidFrom { get; init; }
    }

    public sealed class Point
    {
        public string UsagePointNo { get; init; } = "";

        public string? AreaNo { get; init; }

        public string? AreaName { get; init; }

        public string? Phase { get; init; }

        public string? MeterBox { get; init; }

        public DateOnly ValidFrom { get; init; }
    }

    public sealed class Meter
    {
        public string MeterNo { get; init; } = "";

        public string UsagePointNo { get; init; } = "";

        public string? Model { get; init; }

        public string? AccuracyClass { get; init; }

        public string Wiring { get; init; } = "";

        public long? RatedVoltageMv { get; init; }

        public long? CalibratedCurrentMa { get; init; }

        public long? MaximumCurrentMa { get; init; }

        public long MultiplyingFactorMilli { get; init; }

        public DateOnly ValidFrom { get; init; }

        public DateOnly ValidTo { get; init; }
    }

    public sealed class Transformer
    {
        public string AssetNo { get; init; } = "";

        public string Kind { get; init; } = "";

        public string? Phase { get; init; }

        public long RatioPrimary { get; init; }

        public long RatioSecondary { get; init; }

        public string? AccuracyClass { get; init; }

        public DateOnly ValidFrom { get; init; }

        public DateOnly ValidTo { get; init; }
    }

    public sealed class Seal
    {
        public string SealNo { get; init; } = "";

        public string Position { get; init; } = "";

        public string? AppliedBy { get; init; }

        public string? RemovedBy { get; init; }

        public string? RemovalReason { get; init; }

        public DateOnly ValidFrom { get; init; }

        public DateOnly ValidTo { get; init; }
    }

    public sealed class PastOrder
    {
        public string OrderNo { get; init; } = "";

        public string Kind { get; init; } = "";

        public DateOnly DoneOn { get; init; }

        public string? Outcome { get; init; }

        public string? OutcomeKind { get; init; }

        public long? FoundWh { get; init; }

        public string? Detail { get; init; }
    }
}
