using Voltward.Domain.Common;

namespace Voltward.App.Cases.Determining;

/// <summary>Every rule that can be asked, by its name.</summary>
internal static class RuleAnswers
{
    private static readonly string[] Recovery = ["THF-REC", "THF-DAYS"];

    public static IReadOnlyDictionary<string, RuleAnswer> All { get; } = new Dictionary<string, RuleAnswer>
    {
        ["VIO-1"] = new(BreachAnswers.ClassChange, new("高价低接、擅自改变用电类别", "use at a lower-priced class")) { Splits = true },
        ["VIO-2"] = new(CapacityAnswers.OverCapacity, new("私自超过合同容量", "over the contract capacity")) { Splits = true },
        ["VIO-3"] = new(BreachAnswers.OverQuota, new("超计划指标用电", "over the planned quota")),
        ["VIO-4"] = new(CapacityAnswers.SuspendedEquipment, new("使用暂停、减容或封存设备", "use of suspended or sealed equipment")) { Splits = true },
        ["VIO-5"] = new(BreachAnswers.DeviceTouched, new("私自迁移、更动、操作供电企业设备", "moving, altering or operating the company's devices")),
        ["VIO-6"] = new(BreachAnswers.OwnSource, new("擅自引入、供出电源或私自并网", "unauthorised import, export or connection of a source")),
        ["THF"] = new(TheftAnswers.Chain, new("窃电：按次序选用电量方法", "theft: methods of quantity in their order")) { Splits = true, WithRules = Recovery },
        ["THF-REC"] = new(RecoveryOf, new("窃电追补：补交电费与违约使用电费", "theft: charge and penalty for a stated energy")) { Splits = true },
        ["THF-Q1"] = new(QuantityAnswers.Measured, new("窃电量：查实或可证", "theft quantity, measured")),
        ["THF-Q2"] = new(QuantityAnswers.NormalMonths, new("窃电量：与前六个月正常用量比较", "theft quantity, against normal months")),
        ["THF-Q3"] = new(QuantityAnswers.Provincial, new("窃电量：省规定方法", "theft quantity, by a provincial method")),
        ["THF-Q4a"] = new(TheftAnswers.Equipment, new("窃电量：私接设备容量×时间", "theft quantity, private equipment × time")) { Splits = true, WithRules = Recovery },
        ["THF-Q4b"] = new(TheftAnswers.CalibratedCurrent, new("窃电量：标定电流容量×时间", "theft quantity, calibrated current × time")) { Splits = true, WithRules = Recovery },
        ["THF-DAYS"] = new(TheftAnswers.Days, new("窃电天数", "days of theft")),
        ["THF-PRICE"] = new(MethodAnswers.TheftPrice, new("窃电量的计价", "price of stolen energy")),
        ["ADJ-1"] = new(MeteringAnswers.MeterError, new("计量装置误差超差", "meter error out of limits")),
        ["ADJ-2"] = new(MeteringAnswers.VoltageDrop, new("连接线电压降超差", "voltage drop out of limits")),
        ["ADJ-3"] = new(MeteringAnswers.OtherCause, new("其他非人为原因", "other non-human cause")),
        ["ADJ-4"] = new(MeteringAnswers.WrongWiring, new("计费计量装置接线错误", "wrong wiring")),
        ["ADJ-4-K"] = new(WiringAnswers.Factor, new("错误接线更正系数", "correction factor of a wrong wiring")),
        ["ADJ-5"] = new(MeteringAnswers.InstrumentTransformer, new("电压互感器保险熔断、互感器故障", "instrument transformer fault")),
        ["ADJ-6"] = new(MeteringAnswers.WrongRatio, new("倍率不符", "wrong ratio")),
        ["ADJ-7"] = new(WiringAnswers.Meanwhile, new("退补确定前先行交费", "payment while undecided")),
        ["ADJ-8"] = new(WiringAnswers.ResidentSteps, new("居民退补的阶梯归属", "steps of a resident's adjustment")),
        ["ADJ-9"] = new(WiringAnswers.DamagedMeter, new("电能表丢失、损坏、烧坏", "meter lost, broken or burnt")),
        ["CRIM-REFERRAL"] = new(LadderAnswers.Referral, new("移送公安的条件", "referral to the police")),
        ["LAD-1"] = new(LadderAnswers.Ladder, new("窃电行政罚款上限（主管部门）", "ceiling of the authority's fine for theft")),
        ["LAD-2"] = new(LadderAnswers.Ladder, new("危害供用电秩序的处罚（主管部门）", "authority: other harm to supply order")),
        ["LAD-3"] = new(LadderAnswers.Ladder, new("扰乱用电秩序的处罚（上海）", "authority: breach acts in Shanghai")),
        ["LAD-5"] = new(LadderAnswers.Ladder, new("教唆、胁迫窃电的处罚", "authority: teaching or coercing")),
        ["LAD-6"] = new(LadderAnswers.Ladder, new("制造、销售窃电装置的处罚", "authority: making or selling devices")),
        ["LAD-7"] = new(LadderAnswers.Ladder, new("损坏、移动计量装置的处罚", "authority: damaging or moving a meter")),
        ["LAD-8"] = new(LadderAnswers.Ladder, new("治安处罚（2026 年起）", "police, from 2026")),
        ["LAD-9"] = new(LadderAnswers.Ladder, new("治安处罚（2025 年止）", "police, until 2025")),
        ["LAD-10"] = new(LadderAnswers.Ladder, new("盗窃罪罚金", "court: fine for criminal theft")),
        ["CUT-1"] = new(ClockAnswers.RepairNotice, new("检修停电的通知", "notice of a repair outage")) { DayMember = "startsAt|plannedCutAt" },
        ["CUT-2"] = new(ClockAnswers.Arrears, new("欠费停电的前提", "arrears before a cut")) { DayMember = "asOf" },
        ["CUT-5"] = new(ClockAnswers.CutWindow, new("停电通知的时间窗", "window of a cut after its notice")) { DayMember = "noticeServedAt" },
        ["CUT-6"] = new(ClockAnswers.Restore, new("恢复供电期限", "time to restore supply")) { DayMember = "causeRemovedAt" },
        ["COMP-97"] = new(ClockAnswers.OutageLiability, new("供电企业停电赔偿", "the company's liability for an outage")),
        ["LATE-1"] = new(ClockAnswers.LatePayment, new("电费违约金", "charge for late payment")) { DayMember = "dueDate", PresentWhenUndated = true },
        ["TAR-CAPACITY"] = new(CapacityAnswers.CapacityCharge, new("容(需)量电费", "capacity charge")) { Splits = true, PresentWhenUndated = true },
        ["TAR-DEMAND"] = new(TariffAnswers.Demand, new("需量电费", "demand charge")),
        ["TAR-DEMAND-260"] = new(TariffAnswers.UseFactor, new("每千伏安用电量与需量电价折扣", "demand price by energy per kVA")),
        ["TAR-TIER"] = new(TariffAnswers.Steps, new("居民阶梯电价", "step tariff")),
        ["TAR-TOU"] = new(TariffAnswers.TimeOfUse, new("峰谷分时电价", "time of use")),
        ["TAR-PF"] = new(PowerFactorAnswers.Adjustment, new("功率因数调整电费", "power-factor adjustment")),
        ["TLOSS"] = new(TariffAnswers.TransformerLoss, new("变压器损耗电量", "transformer loss")),
        ["LOSS-1"] = new(MethodAnswers.AreaBalance, new("台区线损", "loss of an area")),
        ["LOSS-2"] = new(MethodAnswers.FeederBalance, new("10kV 线路线损", "loss of a feeder")),
        ["LOSS-4"] = new(MethodAnswers.DailyEnergy, new("日电量", "energy of a day")),
        ["INS-PV"] = new(MethodAnswers.SolarCapacity, new("分布式光伏装机核查", "modules against contract")),
        ["DECISION-D1"] = new(MethodAnswers.Rounding, new("金额取位", "rounding of money")),
    };

    /// <summary>THF-REC asked by itself: the energy is stated.</summary>
    private static Problem? RecoveryOf(Sheet sheet)
    {
        var energy = sheet.EnergyStep.Round(new(sheet.Facts.NotNegative("energyKwh")));
        if (!sheet.Facts.Has("price")) sheet.Facts.Positive("price");
        return TheftAnswers.Priced(sheet, [(sheet.Grounds[0], energy)]);
    }
}
