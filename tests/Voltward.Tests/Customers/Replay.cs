namespace Voltward.Tests.Customers;

/// <summary>The obvious twin of a dated row: for every day its value and the day on which its row begins. No rows, no spans.</summary>
internal sealed class Replay
{
    private const int Days = 120;
    private readonly string?[] _value = new string?[Days];
    private readonly int[] _begin = Enumerable.Repeat(-1, Days).ToArray();

    public List<int> Begins => [.. _begin.Where(b => b >= 0).Distinct()];

    public string?[] Copy() => [.. _value];

    public bool State(int from, int to, string value)
    {
        // Days of the row that begins on the same day are given up first; any other day taken is an overlap.
        for (var d = from; d < to; d++)
        {
            if (_begin[d] >= 0 && _begin[d] != from) return false;
        }

        for (var d = 0; d < Days; d++)
        {
            if (_begin[d] == from) (_value[d], _begin[d]) = (null, -1);
        }

        for (var d = from; d < to; d++) (_value[d], _begin[d]) = (value, from);
        return true;
    }

    public bool ChangeFrom(int day, string value)
    {
        var begin = _begin[day];
        if (begin < 0) return false;
        for (var d = day; d < Days && _begin[d] == begin; d++) (_value[d], _begin[d]) = (value, day);
        return true;
    }

    public bool Withdraw(int day)
    {
        var begin = _begin[day];
        if (begin < 0) return false;
        for (var d = 0; d < Days; d++)
        {
            if (_begin[d] == begin) (_value[d], _begin[d]) = (null, -1);
        }

        return true;
    }
}
