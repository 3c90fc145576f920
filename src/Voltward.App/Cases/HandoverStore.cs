using System.Globalization;
using Voltward.App.Storage;
using Voltward.Domain.Cases;

namespace Voltward.App.Cases;

/// <summary>SQL of hand-overs.</summary>
internal static class HandoverStore
{
    public const string Columns =
        """
        h.handover_no as HandoverNo, h.case_no as CaseNo, h.addressee as AddresseeWord, h.authority_name as AuthorityName, h.reason as Reason, h.state as StateWord,
        h.package_sha256 as PackageSha256, h.package_bytes as PackageBytes, h.list_sha256 as ListSha256, h.defects as Defects, h.sent_by as SentBy, h.sent_at as SentAt,
        h.receipt_no as ReceiptNo, h.received_by as ReceivedBy, h.received_at as ReceivedAt, h.return_reason as ReturnReason, h.decision_kind as DecisionWord,
        h.decision_no as DecisionNo, h.decision_text as DecisionText, h.fine_fen as FineFen, h.decided_at as DecidedAt
        """;

    public static async Task<HandoverRow?> TakeHandoverAsync(this Work work, string number)
    {
        await work.ExecuteAsync("update handover set state = state where handover_no = @number", new { number });
        return await work.FindAsync<HandoverRow>($"select {Columns} from handover h where h.handover_no = @number and @@scope(h.org_path)", new { number });
    }

    public static async Task<string> AddHandoverAsync(this Work work, CaseRow held, HandoverRow row)
    {
        var year = CompanyTime.Day(work.Now).Year;
        var n = await work.NextAsync(string.Create(CultureInfo.InvariantCulture, $"handover-{year}"));
        var number = string.Create(CultureInfo.InvariantCulture, $"YS-{year}-{n:000000}");
        await work.ExecuteAsync(
            """
            insert into handover (handover_no, case_no, org_path, addressee, authority_name, reason, state, package_sha256, package_bytes, list_sha256, defects, sent_by, sent_at)
            values (@number, @CaseNo, @OrgPath, @AddresseeWord, @AuthorityName, @Reason, @StateWord, @PackageSha256, @PackageBytes, @ListSha256, @Defects, @actor, @at)
            """,
            new
            {
                number,
                held.CaseNo,
                held.OrgPath,
                row.AddresseeWord,
                row.AuthorityName,
                row.Reason,
                row.StateWord,
                row.PackageSha256,
                row.PackageBytes,
                row.ListSha256,
                row.Defects,
                actor = work.Actor.PersonId,
                at = work.Now,
            });
        return number;
    }
}

/// <summary>A hand-over as stored; what the company may see of it is <see cref="HandoverStatus"/>.</summary>
public sealed class HandoverRow
{
    public string HandoverNo { get; init; } = "";

    public string CaseNo { get; init; } = "";

    public string AddresseeWord { get; init; } = "";

    public string AuthorityName { get; init; } = "";

    public string Reason { get; init; } = "";

    public string StateWord { get; init; } = "";

    public string PackageSha256 { get; init; } = "";

    public long PackageBytes { get; init; }

    public string ListSha256 { get; init; } = "";

    public long Defects { get; init; }

    public string SentBy { get; init; } = "";

    public DateTimeOffset SentAt { get; init; }

    public string? ReceiptNo { get; init; }

    public string? ReceivedBy { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public string? ReturnReason { get; init; }

    public string? DecisionWord { get; init; }

    public string? DecisionNo { get; init; }

    public string? DecisionText { get; init; }

    public long? FineFen { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public Addressee Addressee => AddresseeWord == Word(Addressee.Police) ? Addressee.Police : Addressee.Administration;

    public HandoverState State => Enum.Parse<HandoverState>(StateWord);

    public DecisionKind? Decision => DecisionWord is null ? null : Enum.Parse<DecisionKind>(DecisionWord);

    public static string Word(Addressee addressee) => addressee switch
    {
        Addressee.Administration => "administration",
        Addressee.Police => "police",
    };
}

/// <summary>What the company sees of a hand-over: how far it is, never what was decided.</summary>
public sealed record HandoverStatus(
    string HandoverNo, string CaseNo, Addressee Addressee, string AuthorityName, HandoverState State, DateTimeOffset SentAt, string? ReceiptNo, DateTimeOffset? ReceivedAt, string? ReturnReason, DateTimeOffset? DecidedAt)
{
    internal static HandoverStatus Of(HandoverRow h) =>
        new(h.HandoverNo, h.CaseNo, h.Addressee, h.AuthorityName, h.State, h.SentAt, h.ReceiptNo, h.ReceivedAt, h.ReturnReason, h.DecidedAt);
}
