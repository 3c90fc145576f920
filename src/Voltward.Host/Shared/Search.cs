using System.Text;
using System.Text.Encodings.Web;
using Voltward.App.Cases;
using Voltward.App.Customers;
using Voltward.App.Detection;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Host.Access;
using Voltward.Host.Cases;
using Voltward.Host.Customers;
using Voltward.Host.Detection;
using Voltward.Host.Inspections;

namespace Voltward.Host.Shared;

/// <summary>Finds anything by number, name or address: customers, areas, leads, orders and cases (全局搜索).</summary>
internal sealed class Search(CustomerList customers, AreaList areas, LeadList leads, OrderList orders, CaseList cases, Texts t)
{
    public sealed record Hit(string Group, string Name, string Number, string Href, string Note);

    /// <summary>The first hits of each kind.</summary>
    public async Task<IReadOnlyList<Hit>> RunAsync(string text, int each, Actor actor, CancellationToken stop)
    {
        if (text.Trim().Length == 0) return [];
        var request = ListRequest.First(each) with { Search = text };
        return
        [
            .. (await customers.RunAsync(request, actor, stop)).Rows.Select(c => new Hit(
                t["客户"], c.Name, c.CustomerNo, $"/customers/{Uri.EscapeDataString(c.CustomerNo)}", c.Address ?? t[CustomerWords.Class(c.CustomerClass)])),
            .. (await areas.RunAsync(request, actor, stop)).Rows.Select(a => new Hit(
                t["台区"], a.Name, a.AreaNo, $"/areas/{Uri.EscapeDataString(a.AreaNo)}", a.FeederName ?? "")),
            .. (await leads.RunAsync(request, actor, stop)).Rows.Select(l => new Hit(
                t["线索"], l.CustomerName ?? l.AreaName ?? l.LeadId, l.CustomerNo ?? l.AreaNo ?? "", $"/leads/{Uri.EscapeDataString(l.LeadId)}", t[LeadWords.Kind(l.Kind)])),
            .. (await orders.RunAsync(request, actor, stop)).Rows.Select(o => new Hit(
                t["工作单"], o.CustomerName ?? o.AreaName ?? o.OrderNo, o.OrderNo, $"/orders/{Uri.EscapeDataString(o.OrderNo)}", t[OrderWords.State(o.State)])),
            .. actor.Is(Role.SystemAdministrator) ? [] : (await cases.RunAsync(request, actor, stop)).Rows.Select(c => new Hit(
                t["案件"], c.CustomerName ?? c.CaseNo, c.CaseNo, $"/cases/{Uri.EscapeDataString(c.CaseNo)}", t[CaseWords.State(c.State)])),
        ];
    }

    /// <summary>The fragment below the search field: links and nothing else.</summary>
    public static async Task<IResult> SuggestAsync(HttpContext http, Search search, HtmlEncoder html, string q = "")
    {
        var hits = await search.RunAsync(q, 5, http.Actor(), http.RequestAborted);
        var text = new StringBuilder();
        foreach (var hit in hits)
        {
            text.Append("<li><a href=\"").Append(html.Encode(hit.Href)).Append("\"><span>").Append(html.Encode(hit.Name))
                .Append("</span> <small class=\"no\">").Append(html.Encode(hit.Number)).Append("</small><small>")
                .Append(html.Encode(hit.Group)).Append("</small></a></li>");
        }

        return TypedResults.Content(text.ToString(), "text/html; charset=utf-8");
    }
}
