using Voltward.App.Storage;

namespace Voltward.App.Trail;

/// <summary>Reads the whole trail in order; while one batch is hashed and used, the next is read.</summary>
internal static class TrailScan
{
    private const int Rows = 8192;

    /// <param name="look">Where to read.</param>
    /// <param name="use">Gets each batch with its leaves; the batch is filled anew afterwards.</param>
    /// <param name="stop">Ends between two batches.</param>
    /// <param name="rows">Entries in a batch.</param>
    public static Task RunAsync(Look look, Action<TrailBatch> use, CancellationToken stop, int rows = Rows) => look.ReadAsync(TrailBatch.Sql, async reader =>
    {
        var (present, spare) = (new TrailBatch(rows), new TrailBatch(rows));
        var more = await Task.Run(() => present.Fill(reader), stop);
        while (more)
        {
            stop.ThrowIfCancellationRequested();
            var filling = Task.Run(() => spare.Fill(reader), CancellationToken.None);
            await Task.WhenAll(filling, Task.Run(() => Use(present), CancellationToken.None));
            more = await filling;
            (present, spare) = (spare, present);
        }

        void Use(TrailBatch batch)
        {
            batch.MakeLeaves();
            use(batch);
        }
    });
}
