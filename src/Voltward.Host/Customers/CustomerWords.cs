using Voltward.Domain.Common;

namespace Voltward.Host.Customers;

/// <summary>The words for the codes of the archive.</summary>
internal static class CustomerWords
{
    public static Words Class(string? code) => code switch
    {
        "resident" => new("居民", "Resident"),
        "shop" => new("商铺", "Shop"),
        "restaurant" => new("餐饮", "Restaurant"),
        "farm" => new("农业", "Farm"),
        "workshop" => new("工业", "Workshop"),
        "school" => new("学校", "School"),
        "public" => new("公共服务", "Public"),
        "charging" => new("充电设施", "Charging"),
        "pv" => new("光伏", "Solar"),
        "other" => new("其他", "Other"),
        _ => Same(code),
    };

    public static Words Important(string? code) => code switch
    {
        "special" => new("特级重要客户", "Special importance"),
        "first" => new("一级重要客户", "First importance"),
        "second" => new("二级重要客户", "Second importance"),
        "temporary" => new("临时性重要客户", "Temporary importance"),
        _ => Same(code),
    };

    public static Words Tariff(string? code) => code switch
    {
        "residential" => new("居民生活", "Residential"),
        "agricultural" => new("农业生产", "Agricultural"),
        "commercial" => new("工商业", "Industrial and commercial"),
        "industrial" => new("大工业", "Large industrial"),
        _ => Same(code),
    };

    public static Words ReadType(string? code) => code switch
    {
        "measured" => new("实抄", "Read"),
        "estimated" => new("估抄", "Estimated"),
        "customer" => new("客户自报", "By customer"),
        _ => Same(code),
    };

    public static Words SealPosition(string code) => code switch
    {
        "meter-cover" => new("表盖", "Meter cover"),
        "terminal" => new("端钮盒", "Terminal cover"),
        "box" => new("表箱", "Meter box"),
        "ct-box" => new("互感器箱", "CT box"),
        "joint-box" => new("联合接线盒", "Test block"),
        _ => Same(code),
    };

    public static Words PastKind(string code) => code switch
    {
        "maintenance" => new("检修", "Maintenance"),
        "meter-swap" => new("换表", "Meter exchange"),
        "installation" => new("安装", "Installation"),
        "inspection" => new("检查", "Inspection"),
        "disconnection" => new("停电", "Disconnection"),
        _ => Same(code),
    };

    public static Words PastOutcome(string? code) => code switch
    {
        "theft" => new("窃电", "Theft"),
        "breach" => new("违约用电", "Contract breach"),
        "hazard" => new("隐患", "Hazard"),
        "meter-fault" => new("计量故障", "Meter fault"),
        "nothing" => new("未发现异常", "Nothing found"),
        "no-access" => new("未能进入", "No access"),
        _ => Same(code),
    };

    public static Words Event(string code) => code switch
    {
        "cover-open" => new("开盖", "Cover opened"),
        "terminal-open" => new("开端钮盒", "Terminal cover opened"),
        "magnetic-field" => new("强磁", "Magnetic field"),
        "voltage-loss" => new("失压", "Voltage lost"),
        "current-loss" => new("失流", "Current lost"),
        "phase-failure" => new("断相", "Phase failed"),
        "reverse-power" => new("反向潮流", "Reverse power"),
        "clock-set" => new("校时", "Clock set"),
        "parameter-set" => new("设参", "Parameters set"),
        "power-down" => new("掉电", "Power down"),
        "over-current" => new("过流", "Over-current"),
        "unbalance" => new("不平衡", "Unbalance"),
        "neutral-current" => new("零线电流异常", "Neutral current"),
        "clock-fault" => new("时钟故障", "Clock fault"),
        _ => Same(code),
    };

    public static Words Quality(long code) => code switch
    {
        0 => new("实测", "Measured"),
        1 => new("估算", "Estimated"),
        2 => new("更正", "Corrected"),
        _ => new("可疑", "Suspect"),
    };

    private static Words Same(string? code) => new(code ?? "–", code ?? "–");
}
