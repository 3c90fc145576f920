using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>What each gate asks, and what proves it, in the words of people (停电前置条件的说明).</summary>
public static class CutGateWords
{
    /// <summary>What the gate asks.</summary>
    public static Words Text(CutGate gate) => gate switch
    {
        CutGate.TwoInspectors => new("须由两名有资格的检查员到场查实", "two qualified inspectors have to have established it on site"),
        CutGate.IdentityShown => new("检查前须出示证件", "the inspectors have to have shown their cards first"),
        CutGate.Evidence => new("现场证据须齐备", "the evidence pack has to be complete"),
        CutGate.InnocentTested => new("无辜原因须逐项排查", "every innocent explanation has to have been tested"),
        CutGate.OverdueAndUrged => new("须逾期超过规定天数并经书面催交", "the money has to be overdue long enough and urged in writing"),
        CutGate.NoOpenDispute => new("客户异议须已答复", "a dispute of the customer has to be answered"),
        CutGate.NoKeptInstalments => new("客户没有正在履行的分期计划", "no instalment plan is being kept"),
        CutGate.RiskChecked => new("停电风险清单须逐项核查", "every item of the risk checklist has to be answered"),
        CutGate.LoadsSecured => new("不可中断的负荷须全部落实保障", "no load that must not fall silent is left unsecured"),
        CutGate.Approved => new("须经本单位负责人批准，且批准人不是提出人", "the head of the unit, who did not propose it, has to approve"),
        CutGate.AuthorityConsent => new("该类用户停电须经电力管理部门同意", "the authority has to consent for this kind of customer"),
        CutGate.Planned => new("须确定停电时间", "a time for the cut has to be set"),
        CutGate.NoticeServed => new("书面通知须已送达并有凭证", "the written notice has to be served, with proof"),
        CutGate.InsideWindow => new("停电时间须在通知送达后的规定天数内", "the cut has to fall inside the days after service of the notice"),
        CutGate.AuthorityCopy => new("重要用户须同时抄送电力管理部门", "for an important user the authority has to have a copy"),
        CutGate.NoHoliday => new("居民用户不在节假日及其前一日停电", "a resident is spared on holidays and the day before"),
        CutGate.SecondNotice => new("停电前须再次通知", "a second notice has to precede the cut"),
    };

    /// <summary>What proves it, or what to do.</summary>
    public static Words Remedy(CutGate gate) => gate switch
    {
        CutGate.TwoInspectors => new("补办两人检查并由审核员通过。", "Have it inspected by two qualified people and accepted by a reviewer."),
        CutGate.IdentityShown => new("重新检查，先出示证件并留存记录。", "Inspect again, show the cards first and record it."),
        CutGate.Evidence => new("补齐证据清单中缺少的项目。", "Add the missing items of the evidence list."),
        CutGate.InnocentTested => new("逐项排查并记录结果。", "Test each one and record the result."),
        CutGate.OverdueAndUrged => new("送达书面催交单，待逾期天数届满。", "Serve a written reminder and wait until the days have passed."),
        CutGate.NoOpenDispute => new("由未参与本案的人员答复异议。", "Have somebody outside the case answer it."),
        CutGate.NoKeptInstalments => new("计划履行期间不得停电。", "While the plan is kept there is no cut."),
        CutGate.RiskChecked => new("核查生命维持设备、高危工艺、电梯、消防泵和同线其他用户。", "Check life support, high-risk processes, lifts, fire pumps and other users of the feed."),
        CutGate.LoadsSecured => new("落实备用电源或安全措施并记录；不能落实则不停电。", "Secure an own supply or other safety and record it; if that cannot be done, do not cut."),
        CutGate.Approved => new("报本单位负责人批准。", "Ask the head of the unit."),
        CutGate.AuthorityConsent => new("报电力管理部门并取得同意文号。", "Apply to the authority and record the number of its consent."),
        CutGate.Planned => new("填写停电时间。", "State the time."),
        CutGate.NoticeServed => new("送达停电通知书并登记送达凭证。", "Serve the notice and record its proof."),
        CutGate.InsideWindow => new("在允许时间窗内另定时间，或重新送达通知。", "Choose a time inside the window, or serve a new notice."),
        CutGate.AuthorityCopy => new("抄送电力管理部门并登记文号。", "Send the copy and record its number."),
        CutGate.NoHoliday => new("另定工作日；未录入日历的年份须先录入。", "Choose another day; a year without a calendar needs one first."),
        CutGate.SecondNotice => new("在停电前规定的分钟数之前再次通知并留凭证。", "Give it the set minutes before the cut, with proof."),
    };
}
