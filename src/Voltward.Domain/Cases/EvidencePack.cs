using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>By when an item of the evidence pack has to be on file (证据阶段).</summary>
public enum PackStage
{
    /// <summary>When the facts are declared complete (现场).</summary>
    OnSite,

    /// <summary>When the calculation is approved (认定).</summary>
    Confirmed,

    /// <summary>When the case is closed (结案).</summary>
    NoticeServed,
}

/// <summary>What puts an item on file.</summary>
public enum PackFiling
{
    /// <summary>Only the records of visit and case themselves.</summary>
    Records,

    /// <summary>Those records, or an original file with its hash.</summary>
    File,

    /// <summary>Those records, or the number of a paper.</summary>
    Paper,
}

/// <summary>One of the eleven items of the minimum evidence pack (证据最低清单).</summary>
/// <param name="Code">Its code in the rules, such as <c>EVD-3</c>.</param>
/// <param name="Name">What it is.</param>
/// <param name="Filing">What puts it on file.</param>
/// <param name="NeedsDetail">What has to be said beside the reference; null: nothing.</param>
public sealed record PackItem(string Code, Words Name, PackFiling Filing, Words? NeedsDetail = null);

/// <summary>The minimum evidence pack of a theft case. Which item is due when is data of the rules.</summary>
public static class EvidencePack
{
    /// <summary>The approved settlement, which the review itself puts on file.</summary>
    public const string QuantitySheet = "EVD-10";

    /// <summary>All items in their order.</summary>
    public static IReadOnlyList<PackItem> Items { get; } =
    [
        new("EVD-1", new("经批准的工作单和两名检查员身份", "approved work order and two identified inspectors"), PackFiling.Records),
        new("EVD-2", new("从户外到表计的连续录像", "continuous video from outside to the meter"), PackFiling.File),
        new("EVD-3", new("不少于六张带位置和时间的照片", "at least six photos with place and time"), PackFiling.File),
        new("EVD-4", new("封印与台账核对", "seals checked against the register"), PackFiling.Records),
        new("EVD-5", new("示数与钳表测量", "readings and clamp measurement"), PackFiling.Paper),
        new("EVD-6", new("客户或见证人签名的现场记录", "on-site record signed by the customer or a witness"), PackFiling.Records),
        new("EVD-7", new("物证封存清单，两人签名", "list of sealed bags with two signatures"), PackFiling.Paper),
        new("EVD-8", new("法定或授权计量检定机构的报告", "report of an authorised metering laboratory"), PackFiling.Paper, new("检定机构及授权文号", "laboratory and its authorisation")),
        new("EVD-9", new("数据导出文件、摘要与查询语句", "data export with hash and query"), PackFiling.File, new("查询语句", "the query")),
        new(QuantitySheet, new("窃电量计算书", "quantity sheet"), PackFiling.Records),
        new("EVD-11", new("通知书送达凭证", "proof that the notice was served"), PackFiling.Records),
    ];

    /// <summary>The item of a code; null for any other code.</summary>
    public static PackItem? Find(string code) => Items.FirstOrDefault(i => i.Code == code);

    /// <summary>The items that are due and not on file, in the order in which they are due.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<string> due, IReadOnlyCollection<string> onFile) => [.. due.Where(i => !onFile.Contains(i))];

    /// <summary>The item as a sentence names it; an unknown code stays as it is.</summary>
    public static Words Name(string code) => Find(code) is { } item ? new($"{code} {item.Name.Zh}", $"{code} {item.Name.En}") : new(code, code);
}

/// <summary>What came of testing one innocent explanation (无辜原因排查).</summary>
/// <param name="Explanation">Its name in the rules, such as <c>Vacancy</c>.</param>
/// <param name="Excluded">Whether it was excluded; false: it explains what was found.</param>
/// <param name="Grounds">Why, in words that the customer reads too.</param>
public sealed record InnocentTest(string Explanation, bool Excluded, string Grounds);

/// <summary>The section that speaks for the customer: a theft case goes on only when each innocent explanation was tested and excluded.</summary>
public static class InnocentTests
{
    /// <summary>Explanations that nobody has tested yet.</summary>
    public static IReadOnlyList<string> Untested(IEnumerable<string> due, IReadOnlyCollection<InnocentTest> tests) =>
        [.. due.Where(d => tests.All(t => t.Explanation != d))];

    /// <summary>Explanations that hold: with one of them the case is none of theft. Of several tests of one, the latest counts.</summary>
    public static IReadOnlyList<string> Holding(IEnumerable<InnocentTest> tests) =>
        [.. tests.GroupBy(t => t.Explanation).Where(g => !g.Last().Excluded).Select(g => g.Key)];

    /// <summary>An explanation as people name it; an unknown one stays as it is.</summary>
    public static Words Name(string explanation) => explanation switch
    {
        "Vacancy" => new("空置", "vacancy"),
        "Renovation" => new("装修", "renovation"),
        "Solar" => new("光伏", "solar"),
        "ChangedEquipment" => new("设备变化", "changed equipment"),
        "CurrentTransformerFault" => new("互感器故障", "transformer fault"),
        "Topology" => new("户变关系", "topology"),
        "DataGap" => new("数据缺失", "data gap"),
        _ => new(explanation, explanation),
    };
}
