using System.Globalization;
using Microsoft.Data.Sqlite;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>The list of tasks on the phone: the day's own come before what earlier days left over.</summary>
public sealed class FieldTaskTests(Served served)
{
    [Fact]
    public async Task Tasks_of_today_come_before_what_earlier_days_left_over()
    {
        served.Need();
        var desk = new Desk(served.Address);
        await LeftOverAsync(await desk.OrderAsync("35000601"));
        await desk.OrderAsync("35000602");
        await using var phone = await Phone.OpenAsync(served);
        await phone.PrepareAsync();
        var seen = await phone.Page.Locator(".tasks li").AllInnerTextsAsync();
        var first = seen.ToList().FindIndex(t => t.Contains("应于 ", StringComparison.Ordinal));
        Assert.True(first > 0, string.Join(" / ", seen));
        Assert.StartsWith("以前未办", seen[first], StringComparison.Ordinal);
        Assert.All(seen.Skip(first), t => Assert.Contains("应于 ", t, StringComparison.Ordinal));
        Assert.Empty(phone.Complaints);
    }

    /// <summary>Nobody can give an order to a day that has passed; three days later it looks like this.</summary>
    private async Task LeftOverAsync(string order)
    {
        await using var kept = new SqliteConnection($"Data Source={served.DatabaseFile};Pooling=False");
        await kept.OpenAsync(TestContext.Current.CancellationToken);
        await using var late = kept.CreateCommand();
        late.CommandText = "update work_order set day = $day where order_no = $order";
        late.Parameters.AddWithValue("$day", TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        late.Parameters.AddWithValue("$order", order);
        Assert.Equal(1, await late.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
