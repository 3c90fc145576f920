namespace Voltward.Simulation.Customers;

/// <summary>The archive as the company keeps it, with its errors.</summary>
internal static class ArchiveFiles
{
    private static readonly DateOnly Always = new(2015, 1, 1);

    public static IEnumerable<SmallTable> Of(Town town)
    {
        yield return Organisations(town);
        yield return Feeders(town);
        yield return Areas(town);
        var customers = town.Customers.OrderBy(c => c.CustomerNo, StringComparer.Ordinal).ToArray();
        yield return Customers(customers);
        yield return Agreements(customers);
        yield return UsagePoints(customers);
        yield return Meters(customers);
        yield return Transformers(customers);
        yield return Weather(town);
    }

    private static SmallTable Organisations(Town town)
    {
        var table = new SmallTable("organisations", "org_code", "parent_code", "name");
        foreach (var unit in town.Organisations) table.Add(unit.Code, unit.Parent, unit.Name);
        return table;
    }

    private static SmallTable Feeders(Town town)
    {
        var table = new SmallTable("feeders", "feeder_no", "name", "substation", "voltage_v", "org_code", "valid_from", "valid_to");
        foreach (var f in town.Feeders) table.Add(f.No, f.Name, f.Substation, 10_000, f.Station.Code, Always, null);
        return table;
    }

    private static SmallTable Areas(Town town)
    {
        var table = new SmallTable(
            "areas", "area_no", "name", "feeder_no", "org_code", "capacity_kva", "no_load_loss_kw", "load_loss_kw", "supply_meter_side", "supply_meter_class",
            "multiplying_factor", "longitude", "latitude", "valid_from", "valid_to");
        foreach (var a in town.Areas)
        {
            table.Add(
                a.No, a.Name, a.Feeder.No, a.Feeder.Station.Code, a.Transformer.Kva, a.Transformer.NoLoadKw, a.Transformer.LoadKw, a.MediumSide ? "MV" : "LV", a.SupplyClass,
                a.SupplyFactor, a.Place.Longitude, a.Place.Latitude, Always, null);
        }

        return table;
    }

    private static SmallTable Customers(Customer[] customers)
    {
        var table = new SmallTable("customers", "customer_no", "name", "customer_class", "industry", "address", "phone", "important_class", "org_code", "valid_from", "valid_to");
        foreach (var c in customers) table.Add(c.CustomerNo, c.Name, c.Class, Industry(c.Model.Life), c.Address, c.Phone, Importance(c), c.Area.Feeder.Station.Code, c.Since, null);
        return table;
    }

    private static SmallTable Agreements(Customer[] customers)
    {
        var table = new SmallTable("agreements", "customer_no", "agreement_no", "tariff_category", "two_part", "contracted_kva", "voltage_v", "penalty_multiple", "feed_in", "valid_from", "valid_to");
        foreach (var c in customers)
        {
            var kva = c.BookedKva ?? c.ContractKva;
            var volt = c.ThreePhase ? 380 : 220;
            if (c.FeedInFrom is { } day) table.Add(c.CustomerNo, "HT" + c.CustomerNo, c.Tariff, c.TwoPart, kva, volt, Penalty(c), false, c.Since, day);
            table.Add(c.CustomerNo, "HT" + c.CustomerNo + (c.FeedInFrom is null ? "" : "-2"), c.Tariff, c.TwoPart, kva, volt, Penalty(c), c.FeedIn, c.FeedInFrom ?? c.Since, null);
        }

        return table;
    }

    private static SmallTable UsagePoints(Customer[] customers)
    {
        var table = new SmallTable("usage-points", "usage_point_no", "customer_no", "area_no", "phase", "meter_box", "service_drop_m", "longitude", "latitude", "valid_from", "valid_to");
        foreach (var c in customers)
        {
            var area = c.BookedArea ?? c.Area;
            var phase = c.ThreePhase ? "ABC" : (c.BookedPhase ?? c.Phase) switch { 0 => "A", 1 => "B", _ => "C" };
            table.Add(
                c.UsagePointNo, c.CustomerNo, area.No, phase, FormattableString.Invariant($"{area.No}-{c.Box + 1:D2}"), c.DropMetres,
                area.Place.Longitude + (1e-4 * c.Box), area.Place.Latitude + (5e-5 * (c.Box % 7)), c.Since, null);
        }

        return table;
    }

    private static SmallTable Meters(Customer[] customers)
    {
        var table = new SmallTable(
            "meters", "meter_no", "usage_point_no", "model", "accuracy_class", "wiring", "rated_voltage_v", "calibrated_current_a", "maximum_current_a", "multiplying_factor", "valid_from", "valid_to");
        foreach (var c in customers)
        {
            if (c.AgreedKwh is not null) continue;
            foreach (var m in c.NextMeter is null ? [c.Meter] : new[] { c.Meter, c.NextMeter })
            {
                table.Add(m.No, c.UsagePointNo, m.Model, m.Class, m.Wiring, 220, m.CalibratedA, m.MaximumA, c.BookedFactor ?? c.Factor, m.From, m.To);
            }
        }

        return table;
    }

    private static SmallTable Transformers(Customer[] customers)
    {
        var table = new SmallTable("instrument-transformers", "asset_no", "usage_point_no", "kind", "phase", "ratio_primary", "ratio_secondary", "accuracy_class", "valid_from", "valid_to");
        foreach (var c in customers)
        {
            if (c.Factor <= 1f) continue;
            // A wrongly booked ratio need not be a whole number over 5: halves, thirds and quarters are over 60.
            var booked = c.BookedFactor ?? c.Factor;
            var secondary = MathF.Abs((booked * 5f) - MathF.Round(booked * 5f)) < 0.01f ? 5 : 60;
            foreach (var phase in "ABC") table.Add($"CT{c.UsagePointNo}{phase}", c.UsagePointNo, "CT", phase, MathF.Round(booked * secondary), secondary, "0.5S", c.Since, null);
        }

        return table;
    }

    private static SmallTable Weather(Town town)
    {
        var table = new SmallTable("weather", "org_code", "day", "mean_c");
        foreach (var unit in town.Organisations)
        {
            for (var d = 0; d < town.Season.Total; d++) table.Add(unit.Code, town.Season.Date(d), Math.Round(town.Season.MeanC[d], 1));
        }

        return table;
    }

    private static string? Industry(Life life) => life switch
    {
        Life.Shop => "零售业",
        Life.Restaurant => "餐饮业",
        Life.Farm => "农林牧渔业",
        Life.Workshop => "制造业",
        Life.School => "教育",
        Life.Lighting => "公共设施管理",
        Life.Office => "商务服务业",
        Life.Charging => "充换电服务",
        Life.SolarPlant => "光伏发电",
        Life.Construction => "建筑业",
        _ => null,
    };

    private static string? Importance(Customer c) => c.Model.Life switch
    {
        Life.School => "second",
        Life.Construction => "temporary",
        _ => null,
    };

    /// <summary>Most contracts name the multiple of the penalty charge; older ones are silent.</summary>
    private static int? Penalty(Customer c) => c.Since.Year >= 2019 ? 3 : null;
}
