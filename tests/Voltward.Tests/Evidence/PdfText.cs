using System.Diagnostics;
using Xunit;

namespace Voltward.Tests.Evidence;

/// <summary>What a reader copies out of a PDF: text by an independent program (poppler's pdftotext).</summary>
internal static class PdfText
{
    /// <summary>All text without blanks and line ends, so that a broken line does not hide a word.</summary>
    public static string Of(byte[] pdf) => string.Concat(Raw(pdf).Where(c => !char.IsWhiteSpace(c)));

    public static string Raw(byte[] pdf)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(d => Path.Combine(d, "pdftotext")).FirstOrDefault(File.Exists);
        if (program is null) Assert.Skip("pdftotext is not installed (apt-get install poppler-utils).");
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pdf);
            using var process = Process.Start(new ProcessStartInfo(program, ["-raw", "-enc", "UTF-8", file, "-"]) { RedirectStandardOutput = true })!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return text;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
