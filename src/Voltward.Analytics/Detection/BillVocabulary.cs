namespace Voltward.Analytics.Detection;

/// <summary>
/// The codes of a utility, ranked by how common they are among all customers. What a code means is not needed: a feature speaks of
/// "the second commonest remark", and a model keeps the vocabulary it was trained with.
/// </summary>
/// <param name="Codes">For each channel, the codes from the commonest down.</param>
public sealed record BillVocabulary(IReadOnlyList<IReadOnlyList<string>> Codes)
{
    /// <summary>The channels in the order of <see cref="Codes"/>.</summary>
    public static IReadOnlyList<BillChannel> Channels { get; } = Enum.GetValues<BillChannel>();

    /// <summary>Ranks the codes of a population, first by number of bills, then by text.</summary>
    /// <param name="histories">All customers, codes numbered as read.</param>
    /// <param name="names">For each channel, the text of each number.</param>
    public static BillVocabulary Of(IReadOnlyList<BillHistory> histories, IReadOnlyList<IReadOnlyList<string>> names)
    {
        var counts = names.Select(n => new long[n.Count]).ToArray();
        foreach (var history in histories)
        {
            foreach (var bill in history.Bills)
            {
                foreach (var channel in Channels) counts[(int)channel][bill.Code(channel)]++;
            }
        }

        return new BillVocabulary([.. Channels.Select(channel => (IReadOnlyList<string>)[.. names[(int)channel]
            .Select((name, number) => (name, count: counts[(int)channel][number]))
            .OrderByDescending(c => c.count).ThenBy(c => c.name, StringComparer.Ordinal)
            .Select(c => c.name)])]);
    }

    /// <summary>Renumbers every code by its rank, in place; codes the vocabulary does not know share the rank after the last.</summary>
    public void Apply(IReadOnlyList<BillHistory> histories, IReadOnlyList<IReadOnlyList<string>> names)
    {
        var ranks = Channels.Select(channel => Ranks(Codes[(int)channel], names[(int)channel])).ToArray();
        foreach (var bills in histories.Select(h => h.Bills))
        {
            for (var i = 0; i < bills.Length; i++)
            {
                bills[i] = bills[i] with
                {
                    Status = ranks[0][bills[i].Status],
                    Remark = ranks[1][bills[i].Remark],
                    Tariff = ranks[2][bills[i].Tariff],
                    ReadType = ranks[3][bills[i].ReadType],
                };
            }
        }
    }

    private static ushort[] Ranks(IReadOnlyList<string> codes, IReadOnlyList<string> names)
    {
        var rank = codes.Select((code, i) => (code, i)).ToDictionary(c => c.code, c => (ushort)c.i, StringComparer.Ordinal);
        return [.. names.Select(n => rank.GetValueOrDefault(n, (ushort)codes.Count))];
    }
}
