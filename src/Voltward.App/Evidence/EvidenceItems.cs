using Voltward.App.Cases;
using Voltward.App.Inspections;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Evidence;

/// <summary>The numbered list of evidence of a case: the visit record, its photos, the documents, the photos of exhibits. Lengths are filled in by the caller.</summary>
internal static class EvidenceItems
{
    private static readonly Words Electronic = new("电子数据", "electronic data");
    private static readonly Words Audiovisual = new("视听资料", "audiovisual material");
    private static readonly Words Document = new("书证", "document");
    private static readonly Words OnDevice = new("现场设备采集，提交时核对摘要", "collected by the device on site, hash checked on receipt");
    private static readonly Words Filed = new("核查人员提交原始文件，接收时计算摘要", "original handed in by the investigator, hash made on receipt");
    private static readonly Words Generated = new("由系统数据生成", "made from the system's data");

    /// <param name="view">The case.</param>
    /// <param name="visit">Its visit.</param>
    /// <param name="exhibits">Its exhibits.</param>
    /// <param name="visitDocuments">Documents of visit and order.</param>
    /// <param name="said">Details of the sealed entries; what none of them names is not on the list, because nothing proves it.</param>
    public static IReadOnlyList<EvidenceItem> Of(
        CaseView view, VisitView visit, IReadOnlyList<HeldExhibit> exhibits, IReadOnlyList<DocumentRow> visitDocuments, IReadOnlyList<string> said)
    {
        var items = new List<EvidenceItem>();
        void Add(Words name, Words category, string format, string extension, string sha256, DateTimeOffset? taken, DateTimeOffset? received, Words method, Words proves, string? device)
        {
            var file = $"originals/{sha256}.{extension}";
            if (!items.Exists(i => i.File == file)) items.Add(new(items.Count + 1, name, category, format, file, 0, sha256, taken, received, method, proves, device));
        }

        var row = visit.Row;
        if (row.ContentSha256 is { } content && Named(content, said))
        {
            Add(new("现场检查记录", "visit record"), Electronic, "application/json", "json", content, row.FinishedAt, row.ReceivedAt, OnDevice, new("检查经过、测量值与现场状况", "course of the visit, measurements, conditions found"), row.DeviceId);
            foreach (var p in visit.Photos) Add(Shot(p.Shot), p.MediaType.StartsWith("image/", StringComparison.Ordinal) ? Electronic : Audiovisual, p.MediaType, Extension(p.MediaType), p.Sha256, p.TakenAt, row.ReceivedAt, OnDevice, Proves(p.Shot), row.DeviceId);
        }

        foreach (var d in visitDocuments.Concat(view.Documents).Where(d => Named(d.Sha256, said)))
        {
            Add(Kind(d.Kind), Document, d.MediaType, Extension(d.MediaType), d.Sha256, d.MadeAt, d.MadeAt, Generated, ProvesDocument(d.Kind), "system");
        }

        foreach (var e in exhibits.Where(e => Named(e.Exhibit.PhotoSha256, said)))
        {
            Add(new($"物证 {e.Exhibit.ExhibitNo} 封存照片", $"photo of exhibit {e.Exhibit.ExhibitNo}"), Electronic, "image/jpeg", "jpg", e.Exhibit.PhotoSha256, e.Exhibit.SealedAt, e.Exhibit.SealedAt, OnDevice, new("物证封存时的状态", "condition of the exhibit when sealed"), e.Exhibit.SealedBy);
        }

        foreach (var f in view.Pack.Filed.Where(f => f.Sha256 is { } sha && Named(sha, said)))
        {
            var name = EvidencePack.Find(f.Item)?.Name ?? new Words(f.Item, f.Item);
            Add(name, f.MediaType!.StartsWith("video/", StringComparison.Ordinal) ? Audiovisual : Electronic, f.MediaType, Extension(f.MediaType), f.Sha256!, null, f.FiledAt, Filed, new($"{name.Zh}：{f.Reference}", $"{name.En}: {f.Reference}"), f.FiledBy);
        }

        return items;
    }

    private static bool Named(string sha256, IReadOnlyList<string> said) => said.Any(s => s.Contains(sha256, StringComparison.Ordinal));

    private static string Extension(string mediaType) => mediaType switch
    {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "video/mp4" => "mp4",
        "application/pdf" => "pdf",
        "application/json" => "json",
        "text/csv" => "csv",
        "text/plain" => "txt",
        _ => "bin",
    };

    private static Words Shot(string shot) => shot switch
    {
        "seal" => new("封印照片", "photo of the seal"),
        "meter-number" => new("电能表编号照片", "photo of the meter's number"),
        "wiring" => new("接线照片", "photo of the wiring"),
        "nameplate" => new("铭牌照片", "photo of the nameplate"),
        "overview" => new("现场全貌照片", "overview of the site"),
        "signature" => new("签字照片", "photo of the signature"),
        _ => new("现场照片", "photo of the site"),
    };

    private static Words Proves(string shot) => shot switch
    {
        "seal" => new("封印状态", "condition of the seal"),
        "meter-number" => new("计量装置的身份", "identity of the meter"),
        "wiring" => new("接线方式", "how it was wired"),
        "nameplate" => new("设备容量", "capacity of the equipment"),
        "signature" => new("签收情况", "that it was signed for"),
        _ => new("现场状况", "conditions on site"),
    };

    private static Words Kind(string kind) => DocumentWords.Name(kind);

    private static Words ProvesDocument(string kind) => kind switch
    {
        "work-order" => new("检查经批准", "that the visit was approved"),
        "result-notice" => new("检查结果已告知", "that the result was told"),
        "settlement-sheet" => new("电量与金额的计算", "how energy and money were calculated"),
        "cut-notice" => new("停电已事先通知", "that the cut was told beforehand"),
        "restoration-notice" => new("恢复供电的经过", "how supply came back"),
        "custody-form" => new("物证的保管链", "the custody of the exhibits"),
        "service-record" => new("文书的送达", "that a document was served"),
        _ => new("处理决定已告知", "that the decision was told"),
    };
}
