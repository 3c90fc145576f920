using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Voltward.App.Evidence;
using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>
/// Takes the whole record of a visit as its device made it (提交检查记录). The same id with the same content gives the same receipt however
/// often it comes; the same id with other content is refused and both are kept. Only the receipt means received: it names
/// every attachment by its hash, and it is given after everything is on disk.
/// </summary>
public sealed class SubmitVisit(Database database, EvidenceFiles files, InspectionShelf rules)
{
    /// <param name="Record">The record's bytes, unchanged.</param>
    /// <param name="Attachments">Bytes of its photos; those that arrived earlier may be missing.</param>
    /// <param name="Signature">The device's signature over the record, P-256, r‖s, base64; null when it bears none.</param>
    public sealed record Request(ReadOnlyMemory<byte> Record, IReadOnlyList<Attachment> Attachments, string? Signature = null);

    /// <param name="MediaType">Type as declared by the device.</param>
    /// <param name="Bytes">The original bytes.</param>
    public sealed record Attachment(string MediaType, ReadOnlyMemory<byte> Bytes);

    public async Task<Outcome<VisitReceipt>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        if (!VisitRecordText.Read(request.Record).Succeeded(out var record, out var unreadable)) return unreadable;
        if (!rules.Checklists.ContainsKey(record.ChecklistId)) return OrderProblems.ChecklistUnknown(record.ChecklistId);
        if (await SaveAttachmentsAsync(record, request.Attachments) is { } lost) return lost;
        var contentSha256 = await files.SaveAsync(request.Record, "application/json");

        var taken = await TakeAsync(request, record, contentSha256, actor, stop);
        if (!taken.Succeeded(out _, out var refused) && SetAside.Contains(refused.Code)) await SetAsideAsync(request, record, (contentSha256, refused.Code), actor, stop);
        return taken;
    }

    /// <summary>Refusals after which the record is kept for a person to decide, instead of being lost.</summary>
    private static HashSet<string> SetAside { get; } = [FieldProblems.SignatureWrong("").Code, FieldProblems.DeviceRevoked("").Code];

    private async Task SetAsideAsync(Request request, VisitRecord record, (string ContentSha256, string Reason) why, Actor actor, CancellationToken stop)
    {
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.FindOrderAsync(record.OrderNo) is not { } order) return;
        if (!await work.SetAsideAsync(record, order.OrgPath, why.ContentSha256, (request.Signature, why.Reason))) return;
        await work.CommitAsync("visit.set-aside", $"record/{why.ContentSha256}", new { record.VisitId, record.DeviceId, why.Reason }, stop: stop);
    }

    /// <summary>Makes a visit of a record that was set aside, in the transaction of whoever decided so.</summary>
    internal async Task<Outcome<VisitReceipt>> ReleaseAsync(Work work, QuarantinedRow aside, byte[] bytes, CancellationToken stop)
    {
        if (!VisitRecordText.Read(bytes).Succeeded(out var record, out var unreadable)) return unreadable;
        var order = await work.FindOrderAsync(record.OrderNo);
        if (order is null) return OrderProblems.NotFound(record.OrderNo);
        await work.StartVisitAsync(record.VisitId, order, record.DeviceId);
        var visit = await work.TakeVisitAsync(record.VisitId);
        if (visit is null || visit.OrderNo != order.OrderNo) return VisitProblems.NotFound(record.VisitId);
        if (visit.ContentSha256 is not null) return await AgainAsync(work, visit, aside.ContentSha256, stop);
        await SignInFromDeviceAsync(work, order, record);
        var found = new CheckedSignature("released", aside.Signature, [aside.ReasonCode["visit.".Length..], "released-from-quarantine"]);
        var content = await ContentAsync(work, order, WithOnlineSteps(record, visit), new(aside.ContentSha256, found));
        return await SaveAsync(work, order, content with { SubmittedBy = aside.ReceivedFrom }, stop);
    }

    private async Task<Outcome<VisitReceipt>> TakeAsync(Request request, VisitRecord record, string contentSha256, Actor actor, CancellationToken stop)
    {
        await using var work = await database.BeginAsync(actor, stop);
        var order = await work.FindOrderAsync(record.OrderNo);
        if (order is null) return OrderProblems.NotFound(record.OrderNo);
        if (!order.Crew.Contains(actor.PersonId)) return VisitProblems.NotOfCrew(actor.PersonId);
        await work.StartVisitAsync(record.VisitId, order, record.DeviceId);
        var visit = await work.TakeVisitAsync(record.VisitId);
        if (visit is null || visit.OrderNo != order.OrderNo) return VisitProblems.NotFound(record.VisitId);
        if (visit.ContentSha256 is not null) return await AgainAsync(work, visit, contentSha256, stop);
        if (!(await CaptureCheck.CheckAsync(work, order, record, request)).Succeeded(out var capture, out var unproven)) return unproven;

        await SignInFromDeviceAsync(work, order, record);
        var content = await ContentAsync(work, order, WithOnlineSteps(record, visit), new(contentSha256, capture.Signature));
        return await SaveAsync(work, order, content, stop);
    }

    /// <summary>Stores what came and checks that every photo named is there, whole; orphans of a refused submission do no harm.</summary>
    private async Task<Problem?> SaveAttachmentsAsync(VisitRecord record, IReadOnlyList<Attachment> attachments)
    {
        var named = record.Photos.Select(p => p.Sha256).ToHashSet();
        foreach (var attachment in attachments)
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(attachment.Bytes.Span));
            if (!named.Contains(sha256)) return VisitProblems.AttachmentUnknown(sha256);
            await files.SaveAsync(attachment.Bytes, attachment.MediaType);
        }

        var missing = record.Photos.FirstOrDefault(p => !files.Has(p.Sha256) || new FileInfo(files.PathOf(p.Sha256)).Length != p.Bytes);
        return missing is null ? null : VisitProblems.AttachmentMissing(missing.Sha256);
    }

    private static async Task<Outcome<VisitReceipt>> AgainAsync(Work work, VisitRow visit, string contentSha256, CancellationToken stop)
    {
        if (visit.ContentSha256 == contentSha256) return JsonSerializer.Deserialize<VisitReceipt>(visit.Receipt!, VisitRecordText.Options)!;
        await work.AddConflictAsync(visit.VisitId, contentSha256);
        await work.CommitAsync("visit.other-content", $"visit/{visit.VisitId}", new { first = visit.ContentSha256, second = contentSha256 }, stop: stop);
        return VisitProblems.OtherContent(visit.VisitId);
    }

    /// <summary>A sign-in from the device counts when it carries the code its person drew; else it is kept as unproven.</summary>
    private static async Task SignInFromDeviceAsync(Work work, OrderRow order, VisitRecord record)
    {
        foreach (var signIn in record.SignIns.Where(s => order.Crew.Contains(s.PersonId)))
        {
            var drawn = (string?[])[
                await work.SignCodeAsync(order.OrderNo, signIn.PersonId), await work.DeviceCodeAsync(record.DeviceId, order.OrderNo, signIn.PersonId)];
            var proven = signIn.Code is { } code && drawn.OfType<string>().Any(hash => CryptographicOperations.FixedTimeEquals(
                Convert.FromHexString(hash), SHA256.HashData(Encoding.UTF8.GetBytes(code))));
            await work.SignInAsync(record.VisitId, new(signIn.PersonId, signIn.At), proven ? "code" : "none");
        }
    }

    private static VisitRecord WithOnlineSteps(VisitRecord record, VisitRow visit) => record with
    {
        IdentityShownAt = record.IdentityShownAt ?? visit.IdentityShownAt,
        PurposeStated = record.PurposeStated || visit.PurposeStated == 1,
        SafetyConfirmedAt = record.SafetyConfirmedAt ?? visit.SafetyConfirmedAt,
    };

    private async Task<VisitContent> ContentAsync(Work work, OrderRow order, VisitRecord record, Arrived arrived)
    {
        var contentSha256 = arrived.ContentSha256;
        var day = CompanyTime.Day(record.StartedAt);
        var terms = rules.Qualifications(day);
        var held = await work.QualificationsAsync();
        var signIns = (await work.SignInsAsync(record.VisitId)).Where(s => s.Proof != "none").Select(s => new SignedIn(s.PersonId, s.At)).ToList();
        var people = new GateFacts(day, order.VoltageV, order.Crew, signIns, terms.MinimumInspectors);
        var voidReasons = (IReadOnlyList<string>)[
            .. VisitGate.VoidReasons(record, new(order.ApprovedAt, order.CustomerNo is not null, people), terms.Levels, held),
            .. IsRecorded(order) ? (string[])["other-record-first"] : []];
        var checklist = ChecklistRules.Judge(rules.Checklists[order.ChecklistId], order.Facts, record.Answers(), order.Only);
        var seals = SealCheck.Compare(order.UsagePointNo is null ? [] : await work.RegisteredSealsAsync(order.UsagePointNo, day), record.Seals);
        var state = voidReasons.Count == 0 ? VisitState.Submitted : VisitState.Void;
        var receipt = new VisitReceipt(
            record.VisitId, order.OrderNo, contentSha256, work.Now, state, voidReasons, checklist.Undone,
            [.. seals.Where(s => s.Alarm).Select(s => s.Position)],
            [.. record.Photos.Select(p => new ReceivedAttachment(p.Sha256, p.Bytes)).Distinct()]);
        return new(
            record, state, contentSha256, TwoPersonGate.Present(people, terms.Levels, held), voidReasons,
            [.. VisitGate.Flags(record, seals, checklist, work.Now), .. arrived.Signature?.Flags ?? [], .. await ChainFlagsAsync(work, record, contentSha256)], checklist, seals, rules.Quantities(day),
            JsonSerializer.Serialize(receipt, VisitRecordText.Options))
        {
            Signature = arrived.Signature,
        };
    }

    /// <summary>A record that does not follow the one before it on its device; one whose predecessor is still on the way is no fault yet.</summary>
    private static async Task<IReadOnlyList<string>> ChainFlagsAsync(Work work, VisitRecord record, string contentSha256)
    {
        if (record is not { DeviceId: { } device, Capture: { } capture }) return [];
        var links = (await work.LinksAsync(device)).Select(l => l.Link).Append(new(capture.Seq, capture.PrevSha256, contentSha256));
        return CaptureChain.Check(links, await work.KeptVersionsAsync()).Any(g => g.Fault != ChainFault.Missing && g.From == capture.Seq) ? ["chain-broken"] : [];
    }

    /// <summary>Whether another record of the order came before: then this one is kept beside it and a person decides.</summary>
    private static bool IsRecorded(OrderRow order) => order.CurrentState is WorkOrderState.Submitted or WorkOrderState.Partial or WorkOrderState.Done;

    private sealed record Arrived(string ContentSha256, CheckedSignature? Signature);

    private static async Task<Outcome<VisitReceipt>> SaveAsync(Work work, OrderRow order, VisitContent content, CancellationToken stop)
    {
        var happened = content.State == VisitState.Void ? WorkOrderEvent.VoidVisit : WorkOrderEvent.Submit;
        var next = order.CurrentState;
        if (!IsRecorded(order) && !WorkOrderStates.Next(order.CurrentState, happened).Succeeded(out next, out var refused)) return refused;
        if (!await work.FillVisitAsync(content)) return VisitProblems.AlreadySubmitted(content.Record.VisitId);
        if (content.Signature is { } signature)
        {
            await work.AddCaptureAsync(content.Record, signature);
            await work.DecideAsideAsync(content.ContentSha256, "arrived", null);
        }

        if (!await work.MoveOrderAsync(order.OrderNo, order.CurrentState, next)) return OrderProblems.StepOutOfOrder(order.CurrentState);
        await work.CommitAsync(
            content.State == VisitState.Void ? "visit.void" : "visit.submitted",
            $"visit/{content.Record.VisitId}",
            new { order.OrderNo, content = content.ContentSha256, photos = content.Record.Photos.Count, undone = content.Checklist.Undone.Count, content.VoidReasons },
            stop: stop);
        return JsonSerializer.Deserialize<VisitReceipt>(content.Receipt, VisitRecordText.Options)!;
    }
}

/// <summary>Proof that a visit arrived whole. Nothing else is one.</summary>
/// <param name="VisitId">The visit.</param>
/// <param name="OrderNo">Its order.</param>
/// <param name="ContentSha256">Hash of the record's bytes.</param>
/// <param name="ReceivedAt">When it was on disk, UTC.</param>
/// <param name="State">submitted, or void when the two-person gate was not passed.</param>
/// <param name="VoidReasons">Why it is void.</param>
/// <param name="Undone">Required items still to be done.</param>
/// <param name="SealAlarms">Positions whose seal is not as registered.</param>
/// <param name="Attachments">Every attachment by hash and length.</param>
public sealed record VisitReceipt(
    string VisitId, string OrderNo, string ContentSha256, DateTimeOffset ReceivedAt, VisitState State, IReadOnlyList<string> VoidReasons,
    IReadOnlyList<string> Undone, IReadOnlyList<string> SealAlarms, IReadOnlyList<ReceivedAttachment> Attachments);

/// <summary>One attachment that is stored.</summary>
public sealed record ReceivedAttachment(string Sha256, long Bytes);
