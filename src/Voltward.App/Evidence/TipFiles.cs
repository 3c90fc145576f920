using Voltward.App.Storage;

namespace Voltward.App.Evidence;

/// <summary>Tells files that came with a tip from those that may become evidence.</summary>
internal static class TipFiles
{
    public static async Task<bool> IsOfATipAsync(this Session session, string sha256) =>
        await session.ScalarAsync<long>("select count(*) from tip_photo where sha256 = @sha256", new { sha256 }) > 0;
}
