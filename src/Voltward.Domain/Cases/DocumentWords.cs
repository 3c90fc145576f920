using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>Documents as people name them (文书名称).</summary>
public static class DocumentWords
{
    /// <summary>The name of a kind; an unknown one stays as it is.</summary>
    public static Words Name(string kind) => kind switch
    {
        "work-order" => new("用电检查工作单", "Work order"),
        "result-notice" => new("用电检查结果通知书", "Inspection result notice"),
        "theft-notice" => new("窃电处理通知书", "Theft notice"),
        "breach-notice" => new("违约用电处理通知书", "Breach notice"),
        "settlement-sheet" => new("计算书", "Settlement sheet"),
        "hazard-notice" => new("限期整改通知书", "Order to rectify"),
        "cut-notice" => new("停电通知书", "Cut notice"),
        "restoration-notice" => new("恢复供电通知单", "Notice of restored supply"),
        "custody-form" => new("物证保管交接单", "Custody form"),
        "service-record" => new("送达回证", "Record of service"),
        "handover-list" => new("案件移送清单", "Hand-over list"),
        _ => new(kind, kind),
    };
}

/// <summary>Grounds of an interruption as people name them.</summary>
public static class CutGroundWords
{
    /// <summary>The ground.</summary>
    public static Words Name(CutGround ground) => ground switch
    {
        CutGround.Theft => new("窃电", "Theft"),
        CutGround.OverCapacityNotRemoved => new("私增容量未拆除", "Capacity not removed"),
        CutGround.Resale => new("私自转供电", "Resale"),
        CutGround.UnsafeUse => new("违反安全用电拒不改正", "Unsafe use"),
        CutGround.DeviceUnsafe => new("受电装置不合格未整改", "Unsafe installation"),
        CutGround.Disturbance => new("谐波、冲击负荷未整改", "Disturbance not remedied"),
        CutGround.InspectionRefused => new("拒绝检查", "Inspection refused"),
        CutGround.RefusingOrderlyUse => new("拒不执行有序用电", "Refusing orderly use"),
        CutGround.ArrearsUnpaid => new("拖欠电费", "Arrears"),
        CutGround.BreachChargesUnpaid => new("拒付违约使用电费", "Breach charges unpaid"),
        CutGround.SeriousDanger => new("严重危及安全", "Serious danger"),
        CutGround.ForceMajeure => new("不可抗力、紧急避险", "Emergency"),
    };
}
