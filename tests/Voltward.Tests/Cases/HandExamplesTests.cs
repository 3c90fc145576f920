using System.Text.Json.Nodes;
using Xunit;

namespace Voltward.Tests.Cases;

/// <summary>Examples worked out by hand, one or more for each rule; the arithmetic stands in the comment.</summary>
public sealed class HandExamplesTests
{
    public static TheoryData<string, string, string, string> Examples { get; } = new()
    {
        // 90 days × 4 kW × 10 h = 3600 kWh; × (0.80 − 0.50) = 1080.00; contract 1.5 < cap 2 → 1620.00
        { "VIO-1", "CN-2024", "{'priceCharged':'0.50','datesKnown':false,'contractMultiplier':'1.5','items':[{'powerKw':4,'hoursPerDay':10,'priceShould':'0.80'}]}",
          "{'energyKwh':['3600.00'],'difference':'1080.00','penalty':'1620.00','total':'2700.00','appliedMultiplier':'1.5'}" },
        // metered 1234.5 kWh × 0.3333 = 411.45885 → 411.46; 1996 fixed 2 → 822.92
        { "VIO-1", "CN-1996", "{'datesKnown':true,'items':[{'energyKwh':'1234.5','priceCharged':'0.5000','priceShould':'0.8333'}]}",
          "{'lineDifferences':['411.46'],'penalty':'822.92'}" },
        // 2 days in May 2024 (1996 set, ×2) and 3 in June (2024 set, contract 1): 10 kW × 6 h × 2 d = 120 kWh × 0.2 = 24.00 → 48.00; 180 kWh → 36.00 → 36.00
        { "VIO-1", "", "{'from':'2024-05-30','to':'2024-06-03','priceCharged':'0.5','contractMultiplier':'1','items':[{'powerKw':10,'use':'Lighting','priceShould':'0.7'}]}",
          "{'difference':'60.00','penalty':'84.00','segments':[{'ruleSet':'CN-1996','days':2,'penalty':'48.00'},{'ruleSet':'CN-2024','days':3,'penalty':'36.00'}]}" },
        // 60 kVA × 30 = 1800 a month: February 2025 from the 10th = 19 of 28 days → 1221.43 (1221.428…), March whole 1800.00, April 1–5 → 300.00
        { "VIO-2", "CN-2024", "{'tariff':'TwoPart','overCapacityKva':'60','capacityPrice':'30','from':'2025-02-10','to':'2025-04-05','contractMultiplier':'3'}",
          "{'backPayFullMonths':'1800.00','backPayPartMonth':'1521.43','backPay':'3321.43','penalty':'9964.29','total':'13285.72'}" },
        // 7 kW × 1 yuan × 2 times = 14; 100 kWh × 0.6 = 60 × 5 = 300
        { "VIO-3", "CN-1996", "{'overQuotaKw':7,'times':2,'overUsedKwh':100,'price':'0.6'}",
          "{'capacityPenalty':'14.00','energyPenalty':'300.00','penalty':'314.00','total':'314.00'}" },
        // sealed and private: 50 kVA × 20 × 1 month = 1000; VIO-4 ×2 = 2000; VIO-2 ×3 = 3000 on top, the charge once
        { "VIO-4", "CN-1996", "{'tariff':'TwoPart','capacityKva':50,'capacityPrice':20,'fullMonths':1,'sealedWasOverCapacity':true}",
          "{'backPay':'1000.00','overCapacityPenalty':'3000.00','penalty':'5000.00','total':'6000.00'}" },
        // 80 kVA × 30 × 1 + 80 × 50
        { "VIO-4", "CN-2024", "{'tariff':'Single','capacityKva':80,'sealedWasOverCapacity':true}", "{'penalty':'6400.00'}" },
        { "VIO-5", "CN-2024", "{'userType':'Resident','times':2}", "{'penalty':'1000.00','total':'1000.00'}" },
        { "VIO-5", "CN-1996", "{'userType':'Other'}", "{'penalty':'5000.00'}" },
        { "VIO-6", "CN-1996", "{'capacityKw':'12.5'}", "{'penalty':'6250.00','requiredActions':['RemoveConnection']}" },
        // IR46 marking 0.2-0.5(60): 10 × 0.5 = 5 A; 220 × 5 = 1.1 kW; 6 h × 30 d = 198 kWh
        { "THF-Q4b", "CN-2024", "{'phases':1,'meterMarking':'0.2-0.5(60) A','use':'Resident','days':30}", "{'capacityKw':'1.100','energyKwh':'198.00'}" },
        // through transformers 20 × Itr: 0.015-0.075(6) → 1.5 A; √3 × 380 × 1.5 × 40 / 1000 = 39.491 kW
        { "THF-Q4b", "CN-2024", "{'phases':3,'meterMarking':'0.015-0.075(6) A','ctRatio':'200/5'}", "{'capacityKw':'39.491'}" },
        // 2 × 1.5 + 6 = 9 kW; over the change: 10 days × 12 h × 9 = 1080 kWh ×0.5 = 540 → ×3 = 1620; 5 days 540 kWh = 270 → contract 2 → 540
        { "THF-Q4a", "", "{'equipment':[{'powerKw':'1.5','count':2},{'powerKw':6}],'use':'Power','from':'2024-05-22','to':'2024-06-05','price':'0.5','contractMultiplier':'2'}",
          "{'energyKwh':'1620.00','fee':'810.00','penalty':'2160.00','total':'2970.00','segments':[{'fee':'540.00','multiplier':'3'},{'fee':'270.00','multiplier':'2'}]}" },
        // check meter 5000 − 3200 = 1800 kWh × 0.61 = 1098.00; cap 3 with contract 4
        { "THF-Q1", "CN-2024", "{'checkMeterKwh':5000,'meteredKwh':3200,'price':'0.61','contractMultiplier':4}", "{'energyKwh':'1800.00','fee':'1098.00','penalty':'3294.00'}" },
        // 12000 − 10500 − 300
        { "THF-Q1", "CN-1996", "{'areaSupplyKwh':12000,'branchSumKwh':10500,'normalLossKwh':300}", "{'energyKwh':'1200.00'}" },
        // an estimate claims its lower end
        { "THF-Q1", "CN-2024", "{'intervalKwh':{'low':'810.5','high':'1200'},'price':1,'contractMultiplier':1}", "{'energyKwh':'810.50','fee':'810.50','energyInterval':{'low':'810.50','high':'1200.00'}}" },
        // (mean of 100, 200, 300) − 50 = 150 × 2.5 months
        { "THF-Q2", "CN-2024", "{'normalMonths':[100,200,300],'meteredMonthlyKwh':50,'months':'2.5'}", "{'energyKwh':'375.00'}" },
        // 1400 yuan lies between 1000 and 3000: the province decides
        { "THF-Q2", "CN-CRIM-2013", "{'normalMonthlyKwh':800,'meteredMonthlyKwh':100,'months':2,'price':1}", "{'amount':'1400.00'}" },
        // 2.5 × 1000 + 200 − 2000
        { "THF-Q3", "CN-2024", "{'kwhPerUnit':'2.5','output':1000,'auxiliaryKwh':200,'meteredKwh':2000}", "{'energyKwh':'700.00'}" },
        { "THF-DAYS", "CN-1996", "{'timeKnown':false,'daysSinceProvenNormal':95,'raisedDays':300}", "{'daysApplied':95,'legalReviewReasons':['DefaultDaysUsed','DaysBelowMinimum']}" },
        { "THF-REC", "CN-2024", "{'energyKwh':'100','price':'0.5555','contractMultiplier':'2'}", "{'fee':'55.55','penalty':'111.10'}" },
        { "THF-PRICE", "CN-2024", "{'months':[{'energyKwh':100,'price':'0.5'},{'energyKwh':50,'price':'0.6'}]}", "{'lines':['50.00','30.00'],'fee':'80.00'}" },
        // year 2700 so far: 60 kWh at 0.538 = 32.28, 40 kWh at 0.588 = 23.52
        { "THF-PRICE", "CN-2024", "{'stolenKwh':100,'yearKwh':2700,'tiers':[{'upToKwh':2760,'price':'0.538'},{'upToKwh':4800,'price':'0.588'},{'upToKwh':null,'price':'0.838'}]}", "{'lines':['32.28','23.52'],'fee':'55.80'}" },
        // fast meter: 10000 × −0.05/1.05 × 0.5 = −238.095
        { "ADJ-1", "CN-1996", "{'recordedKwh':10000,'relativeError':'0.05','price':'0.6'}", "{'adjustmentKwh':'-238.10','direction':'Refund','amount':'-142.86'}" },
        { "ADJ-1", "CN-2024", "{'recordedKwh':10000,'relativeError':'-0.01','allowedError':'0.02'}", "{'adjustmentKwh':'0.00','direction':'None'}" },
        { "ADJ-2", "CN-2024", "{'recordedKwh':10000,'actualDropPercent':'0.2','allowedDropPercent':'0.5'}", "{'adjustmentKwh':'-30.00','direction':'Refund'}" },
        { "ADJ-2", "CN-1996", "{'recordedKwh':10000,'actualDropPercent':'0.2','allowedDropPercent':'0.5'}", "{'adjustmentKwh':'0.00','direction':'None'}" },
        { "ADJ-3", "CN-2024", "{'normalMonthlyKwh':500,'months':3,'recordedKwh':1100}", "{'adjustmentKwh':'400.00'}" },
        { "ADJ-4", "CN-2024", "{'recordedKwh':-100,'correctionFactorK':-2}", "{'adjustmentKwh':'300.00'}" },
        // K = √3/tan φ = 2.309401 at 0.8; 1000 × 1.309401
        { "ADJ-4", "CN-2024", "{'recordedKwh':1000,'fault':'3ph3w first current reversed','powerFactor':'0.8'}", "{'adjustmentKwh':'1309.40'}" },
        { "ADJ-4-K", "", "{'fault':'3ph3w second current reversed','powerFactor':'0.8'}", "{'k':'-2.309'}" },
        { "ADJ-4-K", "", "{'trueKw':12,'registeredKw':8}", "{'k':'1.500'}" },
        { "ADJ-5", "CN-2024", "{'cause':'Ct','recordedKwh':2000,'theoreticalDifferenceRate':'0.5'}", "{'adjustmentKwh':'1000.00'}" },
        { "ADJ-5", "CN-1996", "{'normalMonthlyKwh':800,'faultMonthKwh':300}", "{'adjustmentKwh':'500.00'}" },
        { "ADJ-6", "CN-1996", "{'indexDifference':'10.5','ratioUsed':'200/5','ratioTrue':'150/5'}", "{'adjustmentKwh':'-105.00','direction':'Refund'}" },
        { "ADJ-7", "CN-1996", "{'case':'ADJ-4','normalMonthlyKwh':640}", "{'basis':'NormalMonth','payKwh':'640.00'}" },
        // refund of 100 out of 2800: 40 at 0.588 and 60 at 0.538, in the steps they were charged
        { "ADJ-8", "CN-2024", "{'adjustmentKwh':-100,'yearKwh':2800,'tiers':[{'upToKwh':2760,'price':'0.538'},{'price':'0.588'}]}", "{'lines':['-32.28','-23.52'],'total':'-55.80','direction':'Refund'}" },
        // period unknown: collect at the first step, refund at the top step
        { "ADJ-8", "CN-2024", "{'adjustmentKwh':100,'tiers':[{'upToKwh':2760,'price':'0.5'},{'price':'0.9'}]}", "{'total':'50.00'}" },
        { "ADJ-8", "CN-2024", "{'adjustmentKwh':-100,'tiers':[{'upToKwh':2760,'price':'0.5'},{'price':'0.9'}]}", "{'total':'-90.00'}" },
        { "ADJ-9", "CN-2024", "{'userFault':false}", "{'amount':'0.00','paidBy':'Company'}" },
        { "CRIM-REFERRAL", "CN-CRIM-2013", "{'amount':100,'quantityMethod':'THF-Q4a','countIn2Years':3}", "{'referralByAmount':false,'referral':true,'referralReasons':['Repeated']}" },
        { "CRIM-REFERRAL", "CN-CRIM-2013", "{'amount':2000,'quantityMethod':'THF-Q1'}", "{'referralByAmount':null,'referral':null,'legalReview':true}" },
        { "LAD-1", "CN-ADMIN", "{'charge':'1000.01'}", "{'fineCeiling':'5000.05','fineFloor':'0.00','imposedBy':'PowerAuthority'}" },
        { "LAD-1", "CN-ADMIN", "{'charge':1000,'jurisdiction':'CN-41'}", "{'fineCeiling':'5000.00','fineFloor':'1000.00'}" },
        { "LAD-8", "CN-PUBSEC-2025", "{}", "{'imposedBy':'Police','fineMax':'2000','detentionDaysMin':'5'}" },
        { "LAD-10", "CN-CRIM-2013", "{'amount':4340}", "{'imposedBy':'Court','fineCeiling':'8680.00','fineMin':'1000'}" },
        { "CUT-1", "CN-2024", "{'kind':'Temporary','startsAt':'2026-03-02T10:00:00+08:00'}", "{'noticeBy':'2026-03-01T10:00:00+08:00'}" },
        { "CUT-2", "CN-ADMIN", "{'dueDate':'2026-01-01','asOf':'2026-01-31','urged':true}", "{'overdueDays':30,'mayStartProcedure':false,'missing':['OverdueDays']}" },
        { "CUT-2", "CN-ADMIN", "{'dueDate':'2026-01-01','asOf':'2026-02-01','urged':true}", "{'overdueDays':31,'mayStartProcedure':true}" },
        // 济南: seven days and no end of the window; Shanghai: one day
        { "CUT-5", "CN-2024", "{'jurisdiction':'CN-3701','noticeServedAt':'2026-03-02T10:00:00+08:00','plannedCutAt':'2026-03-10T14:00:00+08:00'}", "{'earliestCutAt':'2026-03-09T10:00:00+08:00','latestCutAt':null,'plannedCutInWindow':true}" },
        { "CUT-6", "", "{'causeRemovedAt':'2024-05-31T09:00:00+08:00'}", "{'restoreDueAt':'2024-06-03T09:00:00+08:00'}" },
        { "COMP-97", "CN-2024", "{'expectedKwh':1000,'averagePrice':'0.7','tariff':'TwoPart'}", "{'compensation':'3500.00'}" },
        { "LATE-1", "CN-2024", "{'userType':'Other','arrears':1000,'dueDate':'2025-12-30','paidDate':'2026-01-02'}", "{'daysSameYear':1,'feeSameYear':'2.00','daysNextYear':2,'feeNextYear':'6.00','lateFee':'8.00'}" },
        { "LATE-1", "CN-1996", "{'userType':'Resident','arrears':50,'dueDate':'2020-01-10','paidDate':'2020-01-10'}", "{'lateFee':'0.00'}" },
        { "TAR-CAPACITY", "CN-1996", "{'capacityKva':100,'capacityPrice':30,'from':'2020-01-16','to':'2020-02-29'}", "{'capacityCharge':'4600.00'}" },
        { "TAR-DEMAND", "", "{'contractKw':1000,'actualMaxKw':'1050','demandPrice':36}", "{'demandCharge':'36000.00'}" },
        { "TAR-DEMAND-260", "", "{'monthKwhAllPoints':'129999','contractTransformerKva':500}", "{'kwhPerKva':'260.00','demandPriceFactor':'1.00'}" },
        { "TAR-TIER", "", "{'yearKwh':3000,'alreadyBilledKwh':2700,'tiers':[{'upToKwh':2760,'price':'0.538'},{'price':'0.588'}]}", "{'lines':['32.28','141.12'],'total':'173.40'}" },
        // 100 × 0.6 × 1.7 = 102.00; 200 × 0.6 × 0.4 = 48.00; ratio 1.02/0.24 = 4.25
        { "TAR-TOU", "", "{'flatPrice':'0.6','periods':[{'name':'peak','energyKwh':100,'ratio':'1.7'},{'name':'valley','energyKwh':200,'ratio':'0.4'}]}", "{'lines':['102.00','48.00'],'total':'150.00','peakValleyRatio':'4.25','peakValleyRatioKept':true}" },
        { "TAR-PF", "", "{'powerFactor':'0.845','standard':'0.90','baseCharge':'10000'}", "{'powerFactor':'0.85','adjustmentPercent':'2.50','adjustmentAmount':'250.00'}" },
        // 0.5 × 720 + 1.2 × 4 × ((36000² + 10000²) / (315² × 720)) = 360 + 93.80… (1396000000 / 71442000 = 19.5403…, × 4.8)
        { "TLOSS", "", "{'p0Kw':'0.5','pkKw':4,'seKva':315,'activeKwh':36000,'reactiveKvarh':10000,'days':30,'shapeFactor':'1.2'}", "{'noLoadKwh':'360.00','lossKwh':'453.79'}" },
        { "LOSS-1", "", "{'masterForwardKwh':900,'feedInKwh':100,'usersForwardKwh':930,'masterReverseKwh':20}", "{'lossKwh':'50.00','lossPercent':'5.00'}" },
        { "LOSS-2", "", "{'gateKwh':10000,'tieInKwh':500,'tieOutKwh':500,'hvUsersKwh':4000,'areaMastersKwh':5700}", "{'lossPercent':'3.00'}" },
        { "LOSS-4", "", "{'todayIndex':'110.5','yesterdayIndex':'100','ratio':40}", "{'energyKwh':'420.00'}" },
        { "INS-PV", "", "{'contractKw':10,'modules':[{'count':10,'watt':550}]}", "{'installedKw':'5.500','overKw':'0.000'}" },
    };

    [Theory, MemberData(nameof(Examples))]
    public void A_hand_computed_example_comes_out(string rule, string ruleSet, string inputs, string expected)
    {
        var answer = Asked.Answer(rule, ruleSet, inputs);
        Asked.Holds(JsonNode.Parse(expected.Replace('\'', '"')), answer.Result, rule);
        Asked.Recomputes(answer);
    }

    [Fact]
    public void Every_rule_that_can_be_asked_has_an_example() =>
        Assert.Empty(App.Cases.Determine.Rules.Keys
            .Except(Examples.Select(e => e.Data.Item1))
            .Except(["THF", "LAD-2", "LAD-3", "LAD-5", "LAD-6", "LAD-7", "LAD-9", "DECISION-D1"]));
}
