using Voltward.Analytics.LineLoss;
using Voltward.App.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class DataIdentityTests
{
    private static readonly PointSubject Subject = new("P1", "C1", "resident", "A", 1, 1)
    {
        MeterBox = "B1",
        ServiceDropM = 12,
        RatedVoltageV = 220,
        CalibratedCurrentA = 5,
        MaximumCurrentA = 60,
        ContractedKva = 8,
        Tariff = "T",
    };

    /// <summary>A field that were left out would let an analysis of other data pass for the one before.</summary>
    [Fact]
    public void Every_field_of_a_point_changes_the_identity()
    {
        var point = new Archive.PointEntry(Subject, "/1/", [new Archive.Stay("T1", new DateOnly(2024, 1, 1), new DateOnly(2025, 1, 1))], [new DateOnly(2024, 5, 1)]);
        var others = typeof(PointSubject).GetProperties().Where(p => p.CanWrite).Select(p => (p.Name, Point: point with { Subject = Changed(p) }))
            .Append(("org path", point with { OrgPath = "/2/" }))
            .Append(("area", point with { Stays = [point.Stays[0] with { AreaNo = "T2" }] }))
            .Append(("from", point with { Stays = [point.Stays[0] with { From = new DateOnly(2024, 1, 2) }] }))
            .Append(("to", point with { Stays = [point.Stays[0] with { To = new DateOnly(2025, 1, 2) }] }))
            .Append(("no stay", point with { Stays = [] }))
            .Append(("orders", point with { Orders = [] }));
        foreach (var (name, other) in others) Assert.False(DataIdentity.Of(other) == DataIdentity.Of(point), name);
        Assert.Equal(DataIdentity.Of(point), DataIdentity.Of(point with { Subject = Subject with { } }));
    }

    [Fact]
    public void Texts_that_run_into_each_other_are_told_apart()
    {
        var stays = Array.Empty<Archive.Stay>();
        Assert.NotEqual(
            DataIdentity.Of(new Archive.PointEntry(Subject with { Point = "P12", Customer = "3" }, "/", stays, [])),
            DataIdentity.Of(new Archive.PointEntry(Subject with { Point = "P1", Customer = "23" }, "/", stays, [])));
        Assert.NotEqual(
            DataIdentity.Of(new Archive.PointEntry(Subject with { MeterBox = null }, "/", stays, [])),
            DataIdentity.Of(new Archive.PointEntry(Subject with { MeterBox = "" }, "/", stays, [])));
    }

    private static PointSubject Changed(System.Reflection.PropertyInfo property)
    {
        var other = Subject with { };
        property.SetValue(other, property.GetValue(other) switch
        {
            double d => d + 1,
            bool b => !b,
            string s => s + "x",
            _ => throw new InvalidOperationException($"{property.Name}: a field of a kind that this test does not know."),
        });
        return other;
    }
}
