using Voltward.Domain.Common;

namespace Voltward.Host.Inspections;

/// <summary>The words for measured quantities.</summary>
internal static class QuantityWords
{
    public static Words Of(string code) => code switch
    {
        "voltage" => new("电压", "Voltage"),
        "current" => new("电流", "Current"),
        "power" => new("有功功率", "Active power"),
        "power-factor" => new("功率因数", "Power factor"),
        "reading" => new("表计示数", "Register"),
        "clock-offset" => new("时钟偏差", "Clock offset"),
        _ => new(code, code),
    };
}
