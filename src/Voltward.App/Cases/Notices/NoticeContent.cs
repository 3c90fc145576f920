using Voltward.Domain.Cases;

namespace Voltward.App.Cases.Notices;

/// <summary>Who issues a notice, about which case, when.</summary>
/// <param name="Issuer">Name of the company's unit.</param>
/// <param name="Number">Number of the document.</param>
/// <param name="CaseNo">Case.</param>
/// <param name="IssuedOn">Day of issue.</param>
/// <param name="Contact">Where questions go: telephone, address.</param>
public sealed record NoticeHead(string Issuer, string Number, string CaseNo, DateOnly IssuedOn, string Contact);

/// <summary>To whom a notice goes.</summary>
/// <param name="Name">Contract holder.</param>
/// <param name="CustomerNo">户号.</param>
/// <param name="Address">Place of use.</param>
/// <param name="AgreementNo">Supply contract.</param>
/// <param name="TariffCategory">Class of tariff.</param>
public sealed record NoticeParty(string Name, string CustomerNo, string Address, string AgreementNo, string TariffCategory);

/// <summary>What was found and how.</summary>
/// <param name="VisitedAt">Instant of the visit, local.</param>
/// <param name="Inspectors">Inspectors with names and numbers of their cards, at least two.</param>
/// <param name="OrderNo">Work order under which they came.</param>
/// <param name="Facts">Findings, one sentence each.</param>
/// <param name="Conduct">Days of the conduct, in words.</param>
/// <param name="Explanations">Other possible causes that were checked, and what came of each.</param>
public sealed record NoticeFacts(
    string VisitedAt,
    IReadOnlyList<string> Inspectors,
    string OrderNo,
    IReadOnlyList<string> Facts,
    string Conduct,
    IReadOnlyList<string> Explanations);

/// <summary>A piece of evidence as a notice lists it.</summary>
/// <param name="What">What it is.</param>
/// <param name="At">When and where it was taken.</param>
/// <param name="Sha256">Hash of the original; empty for a physical exhibit.</param>
public sealed record NoticeEvidence(string What, string At, string Sha256);

/// <summary>Everything a theft or breach notice says (窃电、违约用电处理通知书).</summary>
/// <param name="Head">Issuer and case.</param>
/// <param name="Party">Addressee.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Evidence">Evidence list.</param>
/// <param name="Lines">The calculation, line by line.</param>
/// <param name="Due">The two kinds of money.</param>
/// <param name="Demands">What the customer has to do, one sentence each; may be empty.</param>
public sealed record CaseNoticeContent(
    NoticeHead Head,
    NoticeParty Party,
    NoticeFacts Findings,
    IReadOnlyList<NoticeEvidence> Evidence,
    IReadOnlyList<DeterminationLine> Lines,
    AmountsDue Due,
    IReadOnlyList<string> Demands);
