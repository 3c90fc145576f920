using Voltward.Domain.Common;

namespace Voltward.App.Evidence.Print;

/// <summary>Why a document cannot be printed.</summary>
internal static class PrintProblems
{
    public static Problem FontMissing(string file) => new(
        "evidence.font-missing",
        ProblemKind.Conflict,
        new($"缺少打印字体 {file}。", $"The print font {file} is missing."),
        new("请重新构建或安装程序，使字体位于 wwwroot/lib/fonts。", "Build or install the program again, so that the fonts lie in wwwroot/lib/fonts."),
        file);

    public static Problem FactMissing(string member, string zh, string en) => new(
        "evidence.document-fact-missing",
        ProblemKind.Conflict,
        new($"文书缺少“{zh}”，未打印。", $"The document lacks {en}; nothing was printed."),
        new("请在案卷或档案中补齐后再出具。", "Complete it in the file, then issue the document."),
        member);

    public static Problem CharacterMissing(int character) => new(
        "evidence.character-missing",
        ProblemKind.Conflict,
        new(
            $"打印字体没有字符“{char.ConvertFromUtf32(character)}”（U+{character:X4}），文书未打印。",
            $"No print font has the character {char.ConvertFromUtf32(character)} (U+{character:X4}); nothing was printed."),
        new("请安装 fonts-noto-cjk，或将该字改为规范写法。", "Install fonts-noto-cjk, or write the name with another form of the character."),
        $"U+{character:X4}");
}
