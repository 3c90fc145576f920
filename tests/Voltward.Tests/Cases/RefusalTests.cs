using Xunit;

namespace Voltward.Tests.Cases;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("VIO-9", "CN-2024", "{}", "case.rule-unknown", "rule")]
    [InlineData("VIO-2", "CN-2030", "{}", "case.rule-set-unknown", "ruleSet")]
    [InlineData("VIO-3", "CN-2024", "{'overQuotaKw':1}", "case.rule-repealed", "ruleSet")]
    [InlineData("VIO-3", "", "{'overQuotaKw':1,'conductDate':'2025-01-01'}", "case.rule-repealed", "ruleSet")]
    [InlineData("VIO-2", "", "{'tariff':'Single','overCapacityKw':1}", "case.edition-open", "ruleSet")]
    [InlineData("VIO-2", "CN-2024", "{'tariff':'TwoPart','overCapacityKva':1,'capacityPrice':1,'from':'2024-05-01','to':'2024-05-10'}", "case.rule-not-in-force", "ruleSet")]
    [InlineData("VIO-2", "", "{'tariff':'TwoPart','overCapacityKva':1,'capacityPrice':1,'from':'1990-01-01','to':'1990-05-10'}", "case.rule-not-in-force", "ruleSet")]
    [InlineData("LAD-9", "", "{'conductDate':'2026-03-01'}", "case.rule-repealed", "ruleSet")]
    [InlineData("LAD-3", "", "{}", "case.rule-not-here", "inputs.jurisdiction")]
    [InlineData("VIO-2", "CN-2024", "{'tariff':'TwoPart','overCapacityKva':85,'fullMonths':1,'contractMultiplier':1}", "case.input-missing", "inputs.capacityPrice")]
    [InlineData("VIO-2", "CN-2024", "{'tariff':'TwoPart','contractKva':400,'foundKva':315,'capacityPrice':25,'fullMonths':1}", "case.input-senseless", "inputs.foundKva")]
    [InlineData("VIO-2", "CN-2024", "{'tariff':'Half','overCapacityKva':85}", "case.input-unreadable", "inputs.tariff")]
    [InlineData("VIO-2", "CN-2024", "{'tariff':'TwoPart','overCapacityKva':85,'capacityPrice':25,'partMonths':[{'days':32,'calendarDays':31}]}", "case.input-senseless", "inputs.partMonths[0].days")]
    [InlineData("VIO-2", "CN-2024", "{'tariff':'TwoPart','overCapacityKva':85,'capacityPrice':25,'from':'2025-03-01'}", "case.input-missing", "inputs.to")]
    [InlineData("VIO-2", "CN-2024", "{'tariff':'TwoPart','overCapacityKva':85,'capacityPrice':25,'from':'2025-03-01','to':'2025-02-01'}", "case.input-senseless", "inputs.to")]
    [InlineData("VIO-1", "CN-2024", "{'priceCharged':1,'datesKnown':false,'items':[]}", "case.input-missing", "inputs.items")]
    [InlineData("VIO-1", "CN-2024", "{'priceCharged':'0.9','items':[{'powerKw':1,'hoursPerDay':1,'priceShould':'0.8'}]}", "case.input-senseless", "inputs.items[0].priceShould")]
    [InlineData("VIO-1", "CN-2024", "{'priceCharged':'0.5','multiplier':'2','items':[{'powerKw':1,'hoursPerDay':1,'priceShould':'0.8'}]}", "case.input-missing", "inputs.contractMultiplier")]
    [InlineData("VIO-5", "CN-2024", "{'times':1}", "case.input-missing", "inputs.userType")]
    [InlineData("VIO-5", "CN-2024", "{'userType':'Other','times':0}", "case.input-senseless", "inputs.times")]
    [InlineData("THF-Q4a", "CN-2024", "{'equipmentKw':9,'hoursPerDay':12}", "case.input-missing", "inputs.days")]
    [InlineData("THF-Q4a", "CN-2024", "{'equipmentKw':9,'hoursPerDay':25,'days':10}", "case.input-senseless", "inputs.hoursPerDay")]
    [InlineData("THF-Q4a", "CN-2024", "{'equipmentKw':-9,'hoursPerDay':12,'days':10}", "case.input-senseless", "inputs.equipmentKw")]
    [InlineData("THF-Q4a", "CN-2024", "{'equipmentKw':'nine','hoursPerDay':12,'days':10}", "case.input-unreadable", "inputs.equipmentKw")]
    [InlineData("THF-Q4a", "CN-2024", "{'equipmentKw':9,'hoursPerDay':12,'days':'10.5'}", "case.input-unreadable", "inputs.days")]
    [InlineData("THF-Q4b", "CN-2024", "{'phases':1,'calibratedCurrentA':60,'meterMarking':'5(60) A','hoursPerDay':6,'days':1}", "case.input-senseless", "inputs.calibratedCurrentA")]
    [InlineData("THF-Q4b", "CN-2024", "{'phases':2,'calibratedCurrentA':5}", "case.input-senseless", "inputs.phases")]
    [InlineData("THF-Q4b", "CN-2024", "{'phases':3,'calibratedCurrentA':5,'ctRatio':'200/0'}", "case.input-unreadable", "inputs.ctRatio")]
    [InlineData("THF-Q2", "CN-2024", "{'normalMonths':[1,2,3,4,5,6,7],'meteredMonthlyKwh':1,'months':1}", "case.input-senseless", "inputs.normalMonths")]
    [InlineData("THF", "CN-2024", "{'price':1}", "case.input-missing", "inputs.equipmentKw")]
    [InlineData("ADJ-1", "CN-2024", "{'recordedKwh':1,'relativeError':-1}", "case.input-senseless", "inputs.relativeError")]
    [InlineData("ADJ-4-K", "", "{'fault':'miswired','powerFactor':1}", "case.input-unreadable", "inputs.fault")]
    [InlineData("ADJ-4-K", "", "{'fault':'3ph3w second element dead','powerFactor':'0.5'}", "case.input-senseless", "inputs.powerFactor")]
    [InlineData("ADJ-5", "CN-1996", "{'cause':'Ct','normalMonthlyKwh':1,'faultMonthKwh':0}", "case.input-senseless", "inputs.cause")]
    [InlineData("TAR-PF", "", "{'powerFactor':'0.9','standard':'0.87'}", "case.input-senseless", "inputs.standard")]
    [InlineData("TAR-TIER", "", "{'yearKwh':1,'tiers':[{'upToKwh':100,'price':1}]}", "case.input-senseless", "inputs.tiers")]
    [InlineData("LATE-1", "CN-2024", "{'userType':'Resident','arrears':1,'dueDate':'2025-13-01','paidDate':'2026-01-01'}", "case.input-unreadable", "inputs.dueDate")]
    [InlineData("CUT-6", "CN-2024", "{'causeRemovedAt':'soon'}", "case.input-unreadable", "inputs.causeRemovedAt")]
    [InlineData("CRIM-REFERRAL", "CN-CRIM-2013", "{'amount':1,'quantityMethod':'THF-Q1','provinceLargeAmount':500}", "case.input-senseless", "inputs.provinceLargeAmount")]
    [InlineData("THF-REC", "CN-2024", "{'energyKwh':'1e20','price':1}", "case.input-senseless", "inputs.energyKwh")]
    public void A_refusal_names_the_member(string rule, string ruleSet, string inputs, string code, string where)
    {
        var problem = Asked.Refusal(rule, ruleSet, inputs);
        Assert.Equal((code, where), (problem.Code, problem.Where));
    }

    [Fact]
    public void A_silent_contract_shows_the_back_pay_and_waits_for_the_lawyers()
    {
        var answer = Asked.Answer("THF-Q4a", "CN-2024", "{'equipmentKw':9,'hoursPerDay':12,'days':10,'price':'0.5'}");
        Assert.Equal(("case.legal-review", "540.00"), (answer.Blocked?.Code, answer.Result["fee"]?.ToString()));
        Assert.Null(answer.Due?.Penalty);
    }

    [Fact]
    public void A_recorded_decision_of_the_lawyers_opens_a_silent_contract()
    {
        var answer = Asked.Answer(
            "THF-Q4a", "CN-2024",
            "{'equipmentKw':9,'hoursPerDay':12,'days':10,'price':'0.5','legalReview':{'by':'L1','on':'2026-01-05','reference':'FW-7','multiplier':'1.5'}}");
        Assert.Null(answer.Blocked);
        Assert.Equal("810.00", answer.Result["penalty"]?.ToString());
    }

    [Fact]
    public void Presumed_days_wait_for_the_lawyers_and_go_on_after_their_decision()
    {
        const string facts = "'equipmentKw':9,'hoursPerDay':12,'timeKnown':false,'price':'0.5','contractMultiplier':3";
        Assert.Equal("DefaultDaysUsed", Asked.Answer("THF-Q4a", "CN-2024", $"{{{facts}}}").Blocked?.Where);
        Assert.Null(Asked.Answer("THF-Q4a", "CN-2024", $"{{{facts},'legalReview':{{'by':'L1','on':'2026-01-05','reference':'FW-8'}}}}").Blocked);
    }

    [Fact]
    public void A_legal_figure_that_differs_from_the_record_is_computed_but_held_back()
    {
        var answer = Asked.Answer("VIO-2", "CN-2024", "{'backPay':'100','contractMultiplier':'5','capMultiplier':'4'}");
        Assert.Equal(("400.00", "case.figure-not-in-force"), (answer.Result["penalty"]?.ToString(), answer.Blocked?.Code));
        Assert.Contains(answer.Lines, l => l.Certainty == "INPUT");
    }

    [Fact]
    public void The_chain_uses_the_highest_method_and_wants_a_reason_for_each_one_skipped()
    {
        const string facts = "'equipmentKw':9,'hoursPerDay':12,'days':10,'price':'0.5','contractMultiplier':1";
        var silent = Asked.Answer("THF", "CN-2024", $"{{{facts}}}");
        Assert.Equal(("THF-Q4a", "case.method-untried"), (silent.Result["quantityMethod"]?.ToString(), silent.Blocked?.Code));

        var reasoned = Asked.Answer(
            "THF", "CN-2024",
            $"{{{facts},'failedMethods':{{'THF-Q1':'no check meter','THF-Q2':'new customer','THF-Q3':'no rule in the province'}}}}");
        Assert.Null(reasoned.Blocked);
        Assert.Equal("false", reasoned.Result["referralQuantityBasis"]?.ToJsonString());

        var measured = Asked.Answer("THF", "CN-2024", $"{{{facts},'checkMeterKwh':500,'meteredKwh':100}}");
        Assert.Equal(("THF-Q1", "400.00"), (measured.Result["quantityMethod"]?.ToString(), measured.Result["energyKwh"]?.ToString()));
        Assert.Null(measured.Blocked);
    }

    [Fact]
    public void Extra_members_are_ignored() =>
        Assert.Equal("500.00", Asked.Answer("VIO-5", "CN-2024", "{'userType':'Resident','note':{'a':[1]},'colour':'blue'}").Result["penalty"]?.ToString());
}
