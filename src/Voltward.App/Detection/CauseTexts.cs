using Voltward.Analytics.Detection;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>Ordinary causes and clearing measurements in words.</summary>
internal static class CauseTexts
{
    public static Words Of(CauseCode cause) => cause switch
    {
        CauseCode.Vacancy => new("房屋空置或长期外出。", "The home stands empty, or its people are away for long."),
        CauseCode.NewOccupant => new("更换住户或租户。", "New occupants or tenants."),
        CauseCode.Refit => new("更换设备或节能改造，用电减少。", "New or more efficient equipment uses less."),
        CauseCode.OwnGeneration => new("自建光伏等自备电源。", "Own generation such as solar."),
        CauseCode.Maintenance => new("供电企业维护，档案中未录入工单。", "Our own maintenance whose order is not in the archive."),
        CauseCode.MeterFault => new("电能表故障。", "The meter is faulty."),
        CauseCode.BlownFuse => new("电压回路熔断器熔断或接触不良。", "A blown fuse or bad contact in the voltage circuit."),
        CauseCode.NetworkFault => new("线路缺相或电网故障。", "A fault of the network, such as a lost phase."),
        CauseCode.WiringAtInstallation => new("装表时接线错误。", "The wiring was wrong from installation."),
        CauseCode.WrongRatio => new("档案中的互感器变比或倍率有误。", "Ratio or multiplying factor in the archive is wrong."),
        CauseCode.WrongArea => new("户变关系错误：该户由其他台区供电。", "The customer is booked in the wrong area."),
        CauseCode.WrongPhase => new("档案中的相别有误。", "The phase in the archive is wrong."),
        CauseCode.ClockOffset => new("电能表时钟偏差。", "The meter's clock is off."),
        CauseCode.UnmeteredSupply => new("路灯、公用设施等未装表用电。", "Unmetered supply such as street lights."),
        CauseCode.ChangedWork => new("生产班次或工艺变化。", "Shifts or processes have changed."),
        CauseCode.CapacityOutOfDate => new("档案容量未及时更新。", "The capacity in the archive is out of date."),
        CauseCode.NearbyMagnet => new("附近有扬声器、电机、吊装设备等强磁源。", "A loudspeaker, motor or crane stands nearby."),
        CauseCode.FirmwareCampaign => new("批量升级或校时。", "A campaign of updates or clock settings."),
        CauseCode.SharedNeutral => new("共用零线或漏电。", "A shared neutral, or leakage."),
        CauseCode.LoadRemoved => new("该相负荷被拆除或转移。", "The load of that phase was removed or moved."),
        CauseCode.NightBusiness => new("夜间经营。", "A business that works at night."),
        CauseCode.ReadingGaps => new("采集失败造成数据缺口。", "Gaps left by failed collection."),
        CauseCode.BadJoint => new("接头接触不良（有发热起火危险）。", "A bad joint, which may overheat."),
        CauseCode.Chance => new("偶然波动。", "Chance."),
        CauseCode.WrongUnit => new("采集数据的单位或口径有误（示数当作电量、瓦时当作千瓦时等）。", "The readings are in another unit, or are registers instead of energy."),
    };

    /// <summary>The cause, and when a test of it lacked its readings, that it did.</summary>
    public static Words Tested(CauseCode cause, ArchiveAnswer? answer)
    {
        var (zh, en) = Of(cause);
        return answer switch
        {
            ArchiveAnswer.Unknown => new(zh.TrimEnd('。') + "（缺少数据，未能检验）。", en.TrimEnd('.') + " (not tested: the readings for it are missing)."),
            ArchiveAnswer.Explains => new(zh.TrimEnd('。') + "（检验表明可以解释）。", en.TrimEnd('.') + " (tested: it explains the finding)."),
            _ => new(zh, en),
        };
    }

    public static Words Of(CheckCode check) => check switch
    {
        CheckCode.ClampAgainstMeter => new("钳形表实测电流与电能表示值比对", "Clamp current against the meter's display"),
        CheckCode.SealsAgainstRegister => new("核对封印编号与台账", "Seal numbers against the register"),
        CheckCode.NeutralAgainstPhase => new("相线电流与零线电流比对", "Phase current against neutral current"),
        CheckCode.VoltageAtTerminals => new("测量表尾电压", "Voltage at the meter's terminals"),
        CheckCode.RatioPlate => new("核对互感器铭牌变比与档案", "Ratio plate against the archive"),
        CheckCode.AreaByTracer => new("用台区识别仪核对户变关系", "Area identified with a tracer"),
        CheckCode.ClockReading => new("核对电能表时钟", "The meter's clock"),
        CheckCode.ShowOccupancy => new("现场查看是否空置、用电设备情况", "Occupancy and appliances on site"),
        CheckCode.BranchMeter => new("分支加装临时计量", "A temporary meter on the branch"),
        CheckCode.OpenBox => new("开箱检查表箱及进线", "The meter box and its incoming line, opened"),
        CheckCode.PhasorDiagram => new("用相位伏安表测量相量图", "A phasor diagram"),
        CheckCode.ContractCheck => new("核对供用电合同容量与用电类别", "Capacity and tariff against the contract"),
        CheckCode.WorkOrderSearch => new("查找相关工单", "A search for the work order"),
        CheckCode.ReadingOnMeter => new("现场抄读表码，与采集数据比对", "The register on the meter against the collected readings"),
        CheckCode.TighteningOfJoints => new("检查并紧固接头", "Joints inspected and tightened"),
    };

    /// <summary>Code of a cause as it is stored: kebab-case.</summary>
    private static readonly string[] Causes = [.. Enum.GetValues<CauseCode>().Select(c => Kebab(c.ToString()))];
    private static readonly string[] Checks = [.. Enum.GetValues<CheckCode>().Select(c => Kebab(c.ToString()))];

    public static string Code(CauseCode cause) => Causes[(int)cause];

    public static string Code(CheckCode check) => Checks[(int)check];

    private static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
