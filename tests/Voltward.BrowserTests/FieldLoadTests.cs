using System.Diagnostics;
using System.Globalization;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>
/// A device that carries far more than a day: measured and printed, and asserted only where it is no matter of how busy the machine is. Targets: a form opens in 500 ms,
/// the application starts without a network in 2 s, a photo is saved 1 s after the shutter.
/// </summary>
public sealed class FieldLoadTests(Served served) : IClassFixture<Served>
{
    private const int Tasks = 2_000;

    /// <summary>Makes many tasks of the one that the server hands out, before the application sees them.</summary>
    private const string Multiply =
        """
        (() => {
          const real = window.fetch
          const answer = value => new Response(JSON.stringify(value), { status: 200, headers: { 'content-type': 'application/json' } })
          window.fetch = async (url, init) => {
            if (String(url).includes('/api/field/day')) {
              const day = await (await real(url, init)).json()
              const [one] = day.orders
              day.orders = Array.from({ length: TASKS }, (_, n) => n === 0 ? one : { ...structuredClone(one), row: { ...one.row, orderNo: 'GD-LOAD-' + String(n).padStart(5, '0'), customerName: '客户' + n } })
              return answer(day)
            }
            if (String(url).includes('/codes')) return answer({ codes: Object.fromEntries(JSON.parse(init.body).orders.map(o => [o, 'ab'.repeat(16)])) })
            return real(url, init)
          }
        })()
        """;

    /// <summary>Milliseconds from a tap until a condition holds, both inside the page.</summary>
    private const string Until =
        """
        async ([tap, condition]) => {
          const done = new Function('return ' + condition)
          const from = performance.now()
          document.querySelector(tap).click()
          while (!done()) await new Promise(r => setTimeout(r, 4))
          return performance.now() - from
        }
        """;

    [Fact]
    public async Task Two_thousand_tasks_on_the_device_open_start_and_save_as_one()
    {
        if (Environment.GetEnvironmentVariable("VOLTWARD_LONG") is not { Length: > 0 }) Assert.Skip("slow proof, run by ./test --long");
        await using var phone = await Phone.OpenAsync(served);
        await new Desk(served.Address).OrderAsync("35000003");
        phone.Page.SetDefaultTimeout(180_000);
        await phone.Page.AddInitScriptAsync(Multiply.Replace("TASKS", Tasks.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await phone.PrepareAsync();
        await phone.Page.GetByText($"{Tasks} 项").First.WaitForAsync();
        // What nothing was ever sent of is not received.
        Assert.Equal("没有待传", (await phone.Page.Locator(".sync .words").InnerTextAsync()).Trim());

        await phone.DieAsync();
        phone.Link.Tear();
        await phone.StartAsync();
        phone.Page.SetDefaultTimeout(180_000);
        await phone.Context.SetOfflineAsync(true);
        var starts = new List<double>();
        for (var n = 0; n < 5; n++)
        {
            var watch = Stopwatch.StartNew();
            await phone.Page.GotoAsync("/field/");
            await phone.Page.Locator(".tasks .task").First.WaitForAsync();
            starts.Add(watch.Elapsed.TotalMilliseconds);
            await phone.Page.GotoAsync("about:blank");
        }

        var forms = new List<double>();
        for (var n = 0; n < 5; n++)
        {
            await phone.Page.GotoAsync("/field/");
            await phone.Page.Locator(".tasks .task").First.WaitForAsync();
            forms.Add(await phone.Page.EvaluateAsync<double>(Until, new[] { $".tasks li:nth-child({(9 * n) + 2}) .task", "document.querySelector('.signer') !== null" }));
        }

        await phone.SignInBothAsync();
        await phone.TapAsync("其余");
        await phone.ValuesAsync();
        await phone.Page.Locator(".shutter:not([disabled])").WaitForAsync();
        var photos = new List<double>();
        for (var n = 0; n < 3; n++)
        {
            photos.Add(await phone.Page.EvaluateAsync<double>(Until, new[] { ".shutter", $"(document.querySelectorAll('.thumbs li').length > {n}) || document.querySelector('.signing') !== null" }));
            if (await phone.Page.Locator(".signing").CountAsync() > 0) break;
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Tasks} tasks: start without network {Text(starts)} ms, form {Text(forms)} ms, photo {Text(photos)} ms (first, then the others; load of the machine {(await File.ReadAllTextAsync("/proc/loadavg", TestContext.Current.CancellationToken)).Split(' ')[0]})");
        Assert.Empty(phone.Complaints);
    }

    private static string Text(List<double> all) => string.Join(' ', all.Select(v => v.ToString("0", CultureInfo.InvariantCulture)));
}
