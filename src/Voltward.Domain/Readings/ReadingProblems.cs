using Voltward.Domain.Common;

namespace Voltward.Domain.Readings;

/// <summary>Refusals of the readings capability: those of a whole import; those of single rows are <see cref="RowReasons"/>.</summary>
public static class ReadingProblems
{
    /// <summary>No profile and no mapping file of this name.</summary>
    /// <param name="name">What was asked for.</param>
    /// <param name="known">The profiles there are.</param>
    public static Problem ProfileUnknown(string name, IEnumerable<string> known) => Invalid(
        "reading.profile-unknown",
        new($"没有名为“{name}”的导入方案。", $"There is no import profile {name}."),
        new($"可用方案：{string.Join('、', known)}；也可给出映射文件（.json）的路径。", $"Profiles: {string.Join(", ", known)}; or give the path of a mapping file (.json)."));

    /// <summary>The mapping file does not say something that makes sense.</summary>
    /// <param name="where">File and member.</param>
    /// <param name="zh">What is wrong, Chinese.</param>
    /// <param name="en">What is wrong, English.</param>
    public static Problem MappingInvalid(string where, string zh, string en) => Invalid(
        "reading.mapping-invalid",
        new($"映射文件有误：{zh}", $"The mapping file is wrong: {en}"),
        new("按 docs/formats.md 第 4 节改正映射文件。", "Correct the mapping file; docs/formats.md section 4 describes it."),
        where);

    /// <summary>A file or folder that was named does not exist.</summary>
    public static Problem FileMissing(string file) => Invalid(
        "reading.file-missing",
        new($"找不到文件“{file}”。", $"There is no file {file}."),
        new("请检查路径。", "Check the path."),
        file);

    /// <summary>A named folder holds nothing that could be imported, or no file was named.</summary>
    public static Problem NoFiles(string where) => Invalid(
        "reading.no-files",
        new("没有可导入的文件。", "There is no file to import."),
        new("请给出 .csv、.xlsx 或 .parquet 文件，或存放它们的目录。", "Name .csv, .xlsx or .parquet files, or a folder that holds them."),
        where);

    /// <summary>The file has no content or no row below its header.</summary>
    public static Problem FileEmpty(string file) => Invalid(
        "reading.file-empty",
        new("文件是空的，或只有表头。", "The file is empty, or holds a header only."),
        new("请检查导出是否完成。", "Check that the export was completed."),
        file);

    /// <summary>The file is cut off or damaged.</summary>
    /// <param name="file">Which file.</param>
    /// <param name="detail">What the reader of the format said.</param>
    public static Problem FileDamaged(string file, string detail) => Invalid(
        "reading.file-damaged",
        new($"文件不完整或已损坏：{detail}", $"The file is cut off or damaged: {detail}"),
        new("请重新传输或重新导出该文件。", "Transfer or export the file again."),
        file);

    /// <summary>The bytes are not text of the stated or any known encoding.</summary>
    /// <param name="file">Which file.</param>
    /// <param name="line">Line of the first byte that does not fit, from 1.</param>
    /// <param name="encoding">The encoding expected.</param>
    public static Problem Encoding(string file, long line, string encoding) => Invalid(
        "reading.encoding",
        new($"第 {line} 行不是 {encoding} 编码的文字。", $"Line {line} is not text in {encoding}."),
        new("请另存为 UTF-8、UTF-16 或 GB18030 后重新导入。", "Save it as UTF-8, UTF-16 or GB18030 and import again."),
        $"{file}, line {line}");

    /// <summary>The name of the file is not the name of a table.</summary>
    public static Problem TableUnknown(string file, IEnumerable<string> tables) => Invalid(
        "reading.table-unknown",
        new("文件名不是任何一张表的名称。", "The file's name is not that of a table."),
        new($"文件名（第一个“.”或“#”之前）须为：{string.Join('、', tables)}。", $"The name up to the first . or # must be one of: {string.Join(", ", tables)}."),
        file);

    /// <summary>A column that the table needs is not in the file.</summary>
    public static Problem ColumnMissing(string file, string column) => Invalid(
        "reading.column-missing",
        new($"缺少列“{column}”。", $"The column {column} is missing."),
        new("请在表头中补上该列。", "Add the column to the header."),
        $"{file}, column {column}");

    /// <summary>The file has a column that the table does not know.</summary>
    /// <param name="file">Which file.</param>
    /// <param name="column">The column.</param>
    /// <param name="likely">The known column that looks most like it; null when none does.</param>
    public static Problem ColumnUnknown(string file, string column, string? likely) => Invalid(
        "reading.column-unknown",
        new($"不认识的列“{column}”。", $"The column {column} is unknown."),
        likely is null
            ? new("请删除该列，或在映射文件中写入 ignore。", "Remove the column, or list it under ignore in a mapping file.")
            : new($"是否应为“{likely}”？否则请删除该列。", $"Should it be {likely}? Otherwise remove the column."),
        $"{file}, column {column}");

    /// <summary>Two columns of one name.</summary>
    public static Problem ColumnTwice(string file, string column) => Invalid(
        "reading.column-twice",
        new($"列“{column}”出现了两次。", $"The column {column} stands twice."),
        new("请只保留一列。", "Keep one of them."),
        $"{file}, column {column}");

    /// <summary>Rows were refused and so nothing was loaded.</summary>
    /// <param name="first">File, row and column of the first refused row.</param>
    /// <param name="reason">Why that row was refused.</param>
    /// <param name="count">How many rows were refused for a reason of their own.</param>
    /// <param name="rejectFile">Where all of them stand.</param>
    public static Problem RowsRefused(string first, RowReason reason, long count, string? rejectFile) => Invalid(
        "reading.rows-refused",
        new($"{count} 行有误，整批未导入。第一处：{first}：{reason.Text.Zh}", $"{count} rows are wrong and nothing was loaded. The first, {first}: {reason.Text.En}"),
        new($"{reason.Remedy.Zh}全部被拒行见 {rejectFile}；加 --keep-going 可只导入正确的行。", $"{reason.Remedy.En} All refused rows stand in {rejectFile}; --keep-going loads the good ones."),
        first);

    /// <summary>So many rows were refused that the profile is probably not the right one.</summary>
    public static Problem TooManyRefused(string first, RowReason reason, long count, string? rejectFile) => Invalid(
        "reading.too-many-refused",
        new($"前一万行中有 {count} 行有误，整批未导入。第一处：{first}：{reason.Text.Zh}", $"{count} of the first ten thousand rows are wrong and nothing was loaded. The first, {first}: {reason.Text.En}"),
        new($"请核对导入方案是否选对；被拒行见 {rejectFile}。确需导入其余各行请加 --keep-going。", $"Check that the profile fits the file; the refused rows stand in {rejectFile}. To load the rest all the same use --keep-going."),
        first);

    /// <summary>Another import holds the data folder.</summary>
    public static Problem ImportRunning { get; } = new(
        "reading.import-running",
        ProblemKind.Conflict,
        new("另一次导入正在进行。", "Another import is running."),
        new("请等它结束后再试。", "Wait for it to end, then try again."));

    private static Problem Invalid(string code, Words text, Words remedy, string? where = null) =>
        new(code, ProblemKind.Invalid, text, remedy, where);
}
