namespace Voltward.Analytics.Readings;

/// <summary>
/// Arrays for daily series that a step needs while it runs and gives back together when it ends. New ones would live as long as the step and grow old in it:
/// the collector carries them along and asks the system for more memory with every bucket (docs/benchmarks.md).
/// </summary>
/// <param name="days">Values of a series, 1 or more.</param>
public sealed class SeriesStore(int days)
{
    private readonly Stack<float[]> _free = new();

    /// <summary>Arrays that nobody holds at the moment.</summary>
    public int Free
    {
        get
        {
            lock (_free) return _free.Count;
        }
    }

    /// <summary>A loan for one step; several threads may take from it.</summary>
    public Loan Lend() => new(this);

    /// <summary>What one step has taken. Whoever holds one of its arrays after the end reads somebody else's series.</summary>
    public sealed class Loan(SeriesStore store) : IDisposable
    {
        private readonly List<float[]> _taken = [];

        /// <summary>A series with the values of whoever had it before: every day must be written.</summary>
        public float[] Take()
        {
            lock (store._free)
            {
                if (!store._free.TryPop(out var series)) series = new float[store.Days];
                _taken.Add(series);
                return series;
            }
        }

        public void Dispose()
        {
            lock (store._free)
            {
                foreach (var series in _taken) store._free.Push(series);
                _taken.Clear();
            }
        }
    }

    private int Days => days;
}
