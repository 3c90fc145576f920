using System.Globalization;
using Voltward.Domain.Common;

namespace Voltward.Domain.Customers;

/// <summary>Refusals of the customers capability (客户档案).</summary>
public static class CustomerProblems
{
    /// <summary>A change needs a reason.</summary>
    public static Problem ReasonMissing { get; } = Invalid(
        "customer.reason-missing",
        new("没有说明变更原因。", "No reason is given for the change."),
        new("写明依据，例如工单号或现场核实日期。", "State what it rests on, such as an order number or the day of a site check."),
        "reason");

    /// <summary>No such thing in the archive, or this person may not know of it.</summary>
    /// <param name="thing">Table and key.</param>
    public static Problem NotFound(string thing) => new(
        "customer.not-found",
        ProblemKind.NotFound,
        new($"档案中没有“{thing}”。", $"The archive has no {thing}."),
        new("请核对编号。", "Check the number."),
        thing);

    /// <summary>The archive has no such table or column.</summary>
    /// <param name="name">What was asked for.</param>
    public static Problem ColumnUnknown(string name) => Invalid(
        "customer.column-unknown",
        new($"档案没有“{name}”这一项。", $"The archive has no {name}."),
        new("档案各表及其列见 docs/formats.md 第 1 节。", "The tables and columns stand in docs/formats.md section 1."),
        name);

    /// <summary>A value is missing or not of the kind its column asks for.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The value; null when it is missing.</param>
    public static Problem ValueInvalid(string column, string? value) => Invalid(
        "customer.value-invalid",
        new(value is null ? $"“{column}”不能为空。" : $"“{column}”的值“{value}”不合要求。", value is null ? $"{column} may not be empty." : $"{value} is no valid {column}."),
        new("允许的取值见 docs/formats.md 第 1 节。", "The allowed values stand in docs/formats.md section 1."),
        column);

    /// <summary>The row refers to something that does not exist.</summary>
    /// <param name="column">Column that refers.</param>
    /// <param name="value">What it refers to.</param>
    public static Problem ReferenceUnknown(string column, string value) => Invalid(
        "customer.reference-unknown",
        new($"“{column}”所指的“{value}”不存在。", $"There is no {value} for {column} to refer to."),
        new("请先建立该记录，或改正编号。", "Make that record first, or correct the number."),
        column);

    /// <summary>The row overlaps another of the same thing.</summary>
    /// <param name="other">The span it overlaps.</param>
    public static Problem Overlap(ValidSpan other) => new(
        "customer.overlap",
        ProblemKind.Conflict,
        new($"与已有记录（{Text(other)}）的有效期重叠。", $"It overlaps the row {Text(other)}."),
        new("先更正已有记录的止日，或用“自某日起变更”。", "Correct the end of that row first, or change it from a day on."));

    /// <summary>The span ends before it begins.</summary>
    /// <param name="span">The span.</param>
    public static Problem SpanBackwards(ValidSpan span) => Invalid(
        "customer.span-backwards",
        new($"有效期止日不晚于起日（{Text(span)}）。", $"The row ends before it begins ({Text(span)})."),
        new("请核对起止日期。", "Check both days."),
        "valid_to");

    /// <summary>Nothing is in force on the day from which something is to change.</summary>
    /// <param name="day">The day.</param>
    public static Problem NothingInForce(DateOnly day) => new(
        "customer.nothing-in-force",
        ProblemKind.Conflict,
        new($"{Text(day)} 当日没有有效记录。", $"Nothing is in force on {Text(day)}."),
        new("请另建一条记录。", "State a new row instead."));

    private static string Text(ValidSpan span) => $"{Text(span.From)} – {Text(span.To)}";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Problem Invalid(string code, Words text, Words remedy, string where) => new(code, ProblemKind.Invalid, text, remedy, where);
}
