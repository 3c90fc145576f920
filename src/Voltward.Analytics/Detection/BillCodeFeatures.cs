namespace Voltward.Analytics.Detection;

/// <summary>Histories of status, remark, tariff and read type: how common the codes are, how they follow each other, when they changed.</summary>
internal static class BillCodeFeatures
{
    /// <summary>Codes by rank that have features of their own, per channel in the order of <see cref="BillVocabulary.Channels"/>.</summary>
    private static readonly int[] Named = [4, 4, 8, 8];

    public static void Write(BillFeatureSink sink, BillView view)
    {
        foreach (var channel in BillVocabulary.Channels)
        {
            sink.Begin(channel.ToString() + ".", channel is BillChannel.Tariff or BillChannel.ReadType ? BillReasons.Terms : BillReasons.Remarks);
            WriteCounts(sink, view, channel);
            WriteChanges(sink, view, channel);
        }

        sink.Begin("Remark.", BillReasons.Remarks);
        WritePairs(sink, view.Main);
        WriteByRemark(sink, view);
        sink.Begin("Route.", BillReasons.Route);
        WriteRoute(sink, view);
    }

    /// <summary>Counts per code only, for gas.</summary>
    public static void WriteCounts(BillFeatureSink sink, ReadOnlySpan<Bill> bills, BillChannel channel)
    {
        var last = bills[Math.Max(0, bills.Length - 6)..];
        for (var code = 0; code < Named[(int)channel]; code++)
        {
            int count = 0, recent = 0;
            foreach (var bill in bills) count += bill.Code(channel) == code ? 1 : 0;
            foreach (var bill in last) recent += bill.Code(channel) == code ? 1 : 0;
            sink.Add("count", code, bills.Length == 0 ? double.NaN : count);
            sink.Add("share", code, bills.Length == 0 ? double.NaN : count / (double)bills.Length);
            sink.Add("recent", code, last.Length == 0 ? double.NaN : recent / (double)last.Length);
        }

        sink.Add("first", bills.Length == 0 ? double.NaN : bills[0].Code(channel));
        sink.Add("last", bills.Length == 0 ? double.NaN : bills[^1].Code(channel));
    }

    private static void WriteCounts(BillFeatureSink sink, BillView view, BillChannel channel) => WriteCounts(sink, view.Main.AsSpan(), channel);

    private static void WriteChanges(BillFeatureSink sink, BillView view, BillChannel channel)
    {
        var main = view.Main;
        int changes = 0, sameMeter = 0, first = -1, last = -1, lastSame = -1;
        double most = double.NaN, sum = 0;
        for (var i = 1; i < main.Length; i++)
        {
            var (before, after) = (main[i - 1].Code(channel), main[i].Code(channel));
            var surprise = view.Population.Surprise(channel, before, after);
            sum += surprise;
            if (before == after) continue;
            changes++;
            if (first < 0) first = i;
            last = i;
            if (!(most >= surprise)) most = surprise;
            if (main[i].Meter != main[i - 1].Meter) continue;
            sameMeter++;
            lastSame = i;
        }

        sink.Add("kinds", main.Select(b => b.Code(channel)).Distinct().Count());
        sink.Add("changes", changes);
        sink.Add("changesOnMeter", sameMeter);
        sink.Add("surprise.max", most);
        sink.Add("surprise.sum", main.Length < 2 ? double.NaN : sum);
        sink.Add("firstChange.yearsAgo", first < 0 ? double.NaN : view.YearsAgo(first));
        sink.Add("lastChange.yearsAgo", last < 0 ? double.NaN : view.YearsAgo(last));
        sink.Add("lastOnMeter.yearsAgo", lastSame < 0 ? double.NaN : view.YearsAgo(lastSame));
        sink.Add("lastChange.from", last < 0 ? double.NaN : main[last - 1].Code(channel));
        sink.Add("lastChange.to", last < 0 ? double.NaN : main[last].Code(channel));
    }

    private static void WritePairs(BillFeatureSink sink, ReadOnlySpan<Bill> main)
    {
        Span<int> pairs = stackalloc int[9];
        for (var i = 1; i < main.Length; i++)
        {
            if (main[i - 1].Remark < 3 && main[i].Remark < 3) pairs[(main[i - 1].Remark * 3) + main[i].Remark]++;
        }

        for (var pair = 0; pair < pairs.Length; pair++) sink.Add("pair", pair, main.Length < 2 ? double.NaN : pairs[pair]);
    }

    private static void WriteByRemark(BillFeatureSink sink, BillView view)
    {
        for (var remark = 1; remark < 3; remark++)
        {
            int first = -1, last = -1, count = 0, zero = 0;
            double with = 0, without = 0;
            for (var i = 0; i < view.Main.Length; i++)
            {
                if (view.Main[i].Remark != remark)
                {
                    without += view.Residual[i];
                    continue;
                }

                if (first < 0) first = i;
                last = i;
                count++;
                with += view.Residual[i];
                if (view.Main[i].Kwh == 0) zero++;
            }

            var others = view.Main.Length - count;
            sink.Add("residual", remark, count == 0 ? double.NaN : with / count);
            sink.Add("residualAgainst", remark, count == 0 || others == 0 ? double.NaN : (with / count) - (without / others));
            sink.Add("firstYearsAgo", remark, first < 0 ? double.NaN : view.YearsAgo(first));
            sink.Add("lastYearsAgo", remark, last < 0 ? double.NaN : view.YearsAgo(last));
            sink.Add("zero", remark, zero);
        }
    }

    /// <summary>What the days looked like on which this customer was billed: a stand-in for the reading route and its reader.</summary>
    private static void WriteRoute(BillFeatureSink sink, BillView view)
    {
        WriteRoute(sink, view, 0, "all");
        WriteRoute(sink, view, Math.Max(0, view.Main.Length - 6), "recent");
    }

    private static void WriteRoute(BillFeatureSink sink, BillView view, int from, string name)
    {
        double second = 0, third = 0, unusual = 0, residual = 0, size = 0, ownSecond = 0, ownThird = 0;
        var n = view.Main.Length - from;
        for (var i = from; i < view.Main.Length; i++)
        {
            var bill = view.Main[i];
            var look = view.Population.Day(bill.Day);
            second += look.Mean(look.Second);
            third += look.Mean(look.Third);
            unusual += look.Mean(look.Unusual);
            residual += look.Mean(look.Residual);
            size += Math.Log(look.Bills);
            ownSecond += bill.Remark == 1 ? 1 : 0;
            ownThird += bill.Remark == 2 ? 1 : 0;
        }

        sink.Add(name + ".remark1", second / n);
        sink.Add(name + ".remark2", third / n);
        sink.Add(name + ".unusualStatus", unusual / n);
        sink.Add(name + ".residual", residual / n);
        sink.Add(name + ".size", size / n);
        sink.Add(name + ".ownRemark1", (ownSecond - second) / n);
        sink.Add(name + ".ownRemark2", (ownThird - third) / n);
    }
}
