using System.Security.Cryptography;
using Voltward.App.Inspections;
using Voltward.Domain.Inspections;

namespace Voltward.Tests.Inspections;

/// <summary>Visit records as a careful crew would make them.</summary>
internal static class Records
{
    public static readonly byte[] Picture = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];

    public static string PictureSha => Convert.ToHexStringLower(SHA256.HashData(Picture));

    /// <summary>A complete visit of a single-phase low-voltage customer.</summary>
    public static VisitRecord Complete(string visitId, string orderNo, FlowTown town, string seal)
    {
        var at = town.Clock.GetUtcNow();
        var checklist = new InspectionShelf().Checklists["lv-1"];
        return new VisitRecord
        {
            VisitId = visitId,
            OrderNo = orderNo,
            ChecklistId = "lv-1",
            StartedAt = at,
            FinishedAt = at.AddMinutes(40),
            IdentityShownAt = at.AddMinutes(1),
            PurposeStated = true,
            SafetyConfirmedAt = at.AddMinutes(2),
            CustomerPresent = "户主",
            Signature = Acknowledgement.SignedFor,
            Items = [.. checklist.Items.Where(i => i.AskWhen.Count == 0 || i.Code == "L7").Select(i =>
                new ItemRecord(i.Code, ItemAnswer.Ok, i.Value is null ? null : i.Value.Low < 0 ? 0 : i.Value.Low + 1, i.Value?.Unit, null, at.AddMinutes(5)))],
            Measurements = [new("voltage", "A", 229.5, "V", "Fluke 1", at.AddMinutes(6)), new("current", "A", 3.2, "A", "Fluke 1", at.AddMinutes(6))],
            Seals = [new("box", seal, false)],
            Photos = [.. checklist.Items.SelectMany(i => i.Shots.Select(s => new PhotoRecord(PictureSha, Picture.Length, s, i.Code, "image.jpg", "image/jpeg", at.AddMinutes(7))))],
        };
    }

    public static SubmitVisit.Request Sent(VisitRecord record) => new(VisitRecordText.Write(record), [new("image/jpeg", Picture)]);

    /// <summary>Begins a visit on line, signs these inspectors in, and notes the steps.</summary>
    public static async Task BeginAsync(FlowTown town, string visitId, string orderNo, params int[] inspectors)
    {
        FlowTown.Ok(await town.Use<StartVisit>().RunAsync(new(visitId, orderNo), FlowTown.Inspector(inspectors[0]), FlowTown.Stop));
        foreach (var n in inspectors) FlowTown.Ok(await town.Use<SignInOnSite>().RunAsync(visitId, FlowTown.Inspector(n), FlowTown.Stop));
    }

    /// <summary>A visit that is submitted and accepted.</summary>
    public static async Task<string> AcceptedAsync(FlowTown town, string customer)
    {
        var orderNo = await town.ApprovedOrderAsync(customer);
        var visitId = $"visit-{customer}-0001";
        await BeginAsync(town, visitId, orderNo, 1, 2);
        FlowTown.Ok(await town.Use<SubmitVisit>().RunAsync(Sent(Complete(visitId, orderNo, town, "F" + customer)), FlowTown.Inspector(1), FlowTown.Stop));
        town.Clock.Advance(TimeSpan.FromHours(1));
        FlowTown.Ok(await town.Use<ReviewVisit>().RunAsync(new(visitId, true), FlowTown.Reviewer, FlowTown.Stop));
        return visitId;
    }
}
