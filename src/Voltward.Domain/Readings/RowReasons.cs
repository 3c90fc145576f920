namespace Voltward.Domain.Readings;

/// <summary>All reasons that the program itself gives for refusing or marking an imported row. Mapping files may add their own.</summary>
public static class RowReasons
{
    /// <summary>Every reason by its code.</summary>
    public static IReadOnlyDictionary<string, RowReason> All { get; } = new[]
    {
        Refuse("reading.value-missing", "必填项为空。", "A required value is empty.", "补上该值后重新导入。", "Fill in the value and import again."),
        Refuse("reading.not-a-number", "不是数字。", "This is not a number.", "只写数字，小数点用“.”，不带单位和千分位。", "Write digits only, with a point for decimals, no unit and no thousands separator."),
        Refuse("reading.not-whole", "应为整数。", "A whole number is expected.", "去掉小数部分或核对该列。", "Remove the fraction or check which column this is."),
        Refuse("reading.not-finite", "数值为 NaN 或无穷大。", "The number is not finite.", "缺数请留空，不要写 NaN。", "Leave a missing value empty; do not write NaN."),
        Refuse("reading.out-of-range", "数值超出可存储或合理的范围。", "The number is beyond what can be stored or makes sense.", "核对单位与小数点。", "Check the unit and the decimal point."),
        Refuse("reading.not-a-day", "不是日期，或该日期不存在。", "This is not a date, or there is no such day.", "日期写成 yyyy-MM-dd，例如 2026-03-01。", "Write dates as yyyy-MM-dd, such as 2026-03-01."),
        Refuse("reading.day-ambiguous", "日期的日、月次序不明（如 3/4/26 可为 3 月 4 日或 4 月 3 日）。", "The order of day and month cannot be known (3/4/26 may be 3 April or 4 March).", "改写成 yyyy-MM-dd，或使用写明日期格式的映射文件。", "Write yyyy-MM-dd, or use a mapping file that states the date format."),
        Refuse("reading.not-an-instant", "不是时刻。", "This is not a date with a time.", "写成 yyyy-MM-dd HH:mm:ss，可带时区偏移。", "Write yyyy-MM-dd HH:mm:ss, with or without an offset."),
        Refuse("reading.future-day", "日期在今天之后。", "The day lies in the future.", "核对日期和本机时钟。", "Check the date, and the clock of this machine."),
        Refuse("reading.not-allowed", "取值不在允许的范围内。", "The value is not one of those allowed.", "允许的取值见 docs/formats.md。", "The allowed values stand in docs/formats.md."),
        Refuse("reading.damaged-by-spreadsheet", "编号被电子表格改成了科学计数法，末几位已丢失。", "A spreadsheet turned this number into scientific notation; its last digits are lost.", "从源系统重新导出，不要用电子表格另存。", "Export it again from the source system without saving it in a spreadsheet."),
        Refuse("reading.negative-energy", "电量为负。", "The energy is negative.", "上网电量填在 export 列，不要用负数。", "Put feed-in into the export column, never as a negative number."),
        Refuse("reading.text-too-long", "文字过长。", "The text is too long.", "核对分隔符和引号；编号不超过 64 个字符，其他文字不超过 2000 个。", "Check separators and quotes; codes have at most 64 characters, other text at most 2000."),
        Refuse("reading.control-character", "含有不可见的控制字符。", "The value holds an invisible control character.", "删除该字符后重新导入。", "Remove the character and import again."),
        Refuse("reading.field-count", "这一行的列数与表头不符。", "The row has another number of fields than the header.", "核对分隔符；含分隔符的文字须加双引号。", "Check the separator; text that contains it must be in double quotes."),
        Refuse("reading.quote-open", "双引号没有配对。", "A double quote is never closed.", "给引号配对，文字中的引号写成两个。", "Close the quote; write a quote inside text twice."),
        Refuse("reading.interval-count", "时段值的个数与间隔分钟数不符。", "The number of interval values does not fit the interval length.", "1440 除以 minutes 就是应有的值的个数。", "There must be 1440 / minutes values."),
        Refuse("reading.no-value", "这一行没有任何量值。", "The row holds no value at all.", "没有数据就不要写这一行。", "Leave the row out where there is nothing to say."),
        Refuse("reading.key-repeated", "同一文件中同一主键出现两次且数值不同。", "The same key stands twice in one file with different values.", "核实哪一行正确，删去另一行。", "Find out which row is right and remove the other."),
        Refuse("reading.period-backwards", "止日早于起日。", "The period ends before it begins.", "核对起止日期。", "Check both dates."),
        Refuse("reading.record-damaged", "记录不完整或类型不符。", "The record is incomplete or of the wrong kind.", "从源系统重新导出该文件。", "Export the file again from the source system."),
        Refuse("reading.unit-unknown", "计量单位不是电量。", "The unit is not one of energy.", "只导入有功电量通道（Wh、kWh、MWh）。", "Import channels of active energy only (Wh, kWh, MWh)."),
        Refuse("reading.held-back", "本行无误，但同批有被拒行，整批未导入。", "The row is fine, but others were refused and so nothing was loaded.", "改正被拒行，或加 --keep-going 只导入正确的行。", "Correct the refused rows, or use --keep-going to load the good ones."),
        Refuse("customer.organisation-unknown", "没有这个单位编码。", "There is no such organisation.", "先导入 organisations，或改正 org_code。", "Import organisations first, or correct org_code."),
        Refuse("customer.area-unknown", "没有这个台区。", "There is no such area.", "先导入 areas，或改正 area_no。", "Import areas first, or correct area_no."),
        Refuse("customer.feeder-unknown", "没有这条馈线。", "There is no such feeder.", "先导入 feeders，或改正 feeder_no。", "Import feeders first, or correct feeder_no."),
        Refuse("customer.customer-unknown", "没有这个户号。", "There is no such customer.", "先导入 customers，或改正 customer_no。", "Import customers first, or correct customer_no."),
        Refuse("customer.point-unknown", "没有这个计量点。", "There is no such usage point.", "先导入 usage-points，或改正 usage_point_no。", "Import usage-points first, or correct usage_point_no."),
        Refuse("customer.overlap", "同一对象的两段有效期重叠。", "Two rows of the same thing overlap in time.", "给较早一行填上 valid_to，与新行的 valid_from 相接，并在同一次导入中给出。", "Give the earlier row a valid_to that meets the new valid_from, in the same import."),
        Refuse("customer.organisation-circle", "上级单位不存在或构成循环。", "The parent does not exist or the parents run in a circle.", "改正 parent_code。", "Correct parent_code."),
        Refuse("customer.organisation-moved", "单位不能改换上级：已有记录挂在旧的路径下。", "An organisation cannot move to another parent: records hang on its old path.", "新建单位编码，再把客户和台区改到新编码。", "Make a new organisation and move customers and areas to it."),
        Mark("reading.point-unknown", "档案中没有这个计量点或客户。", "The archive does not know this point or customer.", "补导档案；读数已保存。", "Import the archive as well; the values are kept."),
        Mark("reading.revised", "与已存的值不同，作为新修订保存，旧值保留。", "Differs from what was stored: kept as a new revision, the old value stays.", "如非更正，请核查数据来源。", "If this is no correction, check where the file comes from."),
        Mark("reading.weaker", "已有更可靠的值（估算值不替代实测值），本行只留存。", "A more reliable value is stored already (an estimate never replaces a measurement); this row is only kept.", "无需处理；如属更正，quality 填 corrected。", "Nothing to do; for a correction set quality to corrected."),
        Mark("reading.passed-through-spreadsheet", "记录的更新时刻被电子表格改成了科学计数法：文件曾用电子表格另存。", "The time of the last update is in scientific notation: the file was saved in a spreadsheet.", "量值完整；编号类的列请与源系统核对。", "The values are whole; check numbers such as meter codes against the source system."),
        Mark("reading.period-empty", "起止日期相同，账期为零天。", "The period has no days.", "核对起止日期。", "Check both dates."),
        Mark("customer.stay-gap", "同一计量点两段户变关系之间有空档。", "There is a gap between two stays of the usage point.", "确认空档期间是否停用。", "Confirm that the point was out of use in between."),
    }.ToDictionary(r => r.Code);

    private static RowReason Refuse(string code, string zh, string en, string remedyZh, string remedyEn) =>
        new(code, true, new(zh, en), new(remedyZh, remedyEn));

    private static RowReason Mark(string code, string zh, string en, string remedyZh, string remedyEn) =>
        new(code, false, new(zh, en), new(remedyZh, remedyEn));
}
