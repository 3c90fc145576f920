using System.Diagnostics;
using System.Globalization;
using System.Text;
using QRCoder;
using Voltward.App.Cases.Notices;
using Voltward.App.Evidence.Print;
using Xunit;

namespace Voltward.Tests.Cases;

/// <summary>The paper itself, read by poppler's programs: A4, fonts inside, and a code that leads to the case with the hash of the content.</summary>
public sealed class PaperTests
{
    private const int Dpi = 288;

    public static TheoryData<string> Forms { get; } =
        ["voltward:order/GD-2026-000321", "voltward:result/JG-2026-000321", "voltward:case/AJ-2026-000034/QD-2026-000012", "voltward:case/AJ-2026-000034/JS-2026-000034-1",
            "voltward:interruption/TZ-2026-000007", "voltward:document/QD-2026-000012"];

    [Theory, MemberData(nameof(Forms))]
    public void Every_form_is_A4_with_its_fonts_inside_and_a_code_to_the_case(string link)
    {
        var printed = NoticeSamples.Printed(Sample(link));
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, printed.Pdf);
        Assert.Contains("(A4)", Encoding.UTF8.GetString(Run("pdfinfo", file)), StringComparison.Ordinal);
        var fonts = Encoding.UTF8.GetString(Run("pdffonts", file)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.Matches(@"^[A-Z]{6}\+NotoSansSC.* yes yes yes ", font));
        Assert.True(Shows(Run("pdftoppm", "-r", Dpi.ToString(CultureInfo.InvariantCulture), "-l", "1", "-gray", file), $"{link}#sha256={printed.ContentSha256}"), "the code says something else");
        Assert.False(Shows(Run("pdftoppm", "-r", Dpi.ToString(CultureInfo.InvariantCulture), "-l", "1", "-gray", file), $"{link}#sha256={new string('0', 64)}"));
        File.Delete(file);
    }

    private static Domain.Common.Outcome<PrintedDocument> Sample(string link) => link.Split('/')[0] switch
    {
        "voltward:order" => NoticeSamples.WorkOrder(),
        "voltward:result" => NoticeSamples.Result(),
        "voltward:interruption" => new CutForms(new Printer()).Restoration(new(NoticeSamples.Theft.Head with { Number = "TZ-2026-000007" }, NoticeSamples.Theft.Party, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null, null)),
        "voltward:document" => new CaseForms(new Printer()).ServiceRecord(new(NoticeSamples.Theft.Head, NoticeSamples.Theft.Party, "窃电处理通知书", "QD-2026-000012", new string('a', 64), null, null, null)),
        _ => link.Contains("JS-", StringComparison.Ordinal) ? NoticeSamples.Sheet(NoticeSamples.Theft) : NoticeSamples.Notices.Theft(NoticeSamples.Theft),
    };

    /// <summary>Whether the square at the top right holds exactly the modules of a text.</summary>
    private static bool Shows(byte[] gray, string text)
    {
        var head = Encoding.ASCII.GetString(gray, 0, 40).Split((char[])['\n', ' '], 4);
        var (width, height) = (int.Parse(head[1], CultureInfo.InvariantCulture), int.Parse(head[2], CultureInfo.InvariantCulture));
        using var code = new QRCodeGenerator().CreateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var modules = code.ModuleMatrix;
        var (left, size) = ((595 - 56 - 66) * Dpi / 72d, 66 * Dpi / 72d);
        for (var row = 0; row < modules.Count; row++)
        {
            for (var column = 0; column < modules.Count; column++)
            {
                var (x, y) = ((int)(left + ((column + 0.5) * size / modules.Count)), (int)((56 * Dpi / 72d) + ((row + 0.5) * size / modules.Count)));
                if (gray[gray.Length - (width * height) + (y * width) + x] < 128 != modules[row][column]) return false;
            }
        }

        return true;
    }

    private static byte[] Run(string program, params string[] arguments)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(d => File.Exists(Path.Combine(d, program)))) Assert.Skip(program + " is not installed (apt-get install poppler-utils).");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        using var copy = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(copy);
        process.WaitForExit();
        return copy.ToArray();
    }
}
