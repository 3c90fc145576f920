using System.Text;
using System.Text.Unicode;
using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Sources;

/// <summary>
/// Finds out how a text file is encoded and reads it as UTF-8. Without a byte order mark: UTF-8 when all of it is valid, GB18030 when all of
/// that is. A file of good UTF-8 with a few broken bytes is refused, not taken for GB18030, which accepts almost any pair of bytes.
/// </summary>
internal static class TextFile
{
    private const int Chunk = 1 << 20;

    static TextFile() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>A stream of UTF-8 bytes without byte order mark; or the refusal that names the line.</summary>
    public static Outcome<Stream> Open(string path, string name, string? stated)
    {
        using var probe = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        var mark = Mark(start[..probe.ReadAtLeast(start, 4, throwOnEndOfStream: false)]);
        var encoding = stated?.ToUpperInvariant() ?? mark.Name;
        if (encoding is "UTF-8" or "UTF8" or "")
        {
            if (Utf8Faults(path) is not { Broken: > 0 } faults) return Skip(path, mark.Name == "UTF-8" ? 3 : 0);
            if (encoding.Length > 0 || faults.Whole > 3 * faults.Broken) return ReadingProblems.Encoding(name, faults.Line, "UTF-8");
            encoding = "GB18030";
        }

        var decoder = encoding switch
        {
            "GB18030" or "GBK" or "GB2312" => Strict("GB18030"),
            "UTF-16" or "UTF-16LE" => mark.Name == "UTF-16BE" ? Strict("utf-16BE") : Strict("utf-16"),
            "UTF-16BE" => Strict("utf-16BE"),
            _ => null,
        };
        if (decoder is null) return ReadingProblems.MappingInvalid("source.encoding", $"不支持的编码“{stated}”。", $"the encoding {stated} is not supported.");
        return Decoded(path, name, decoder, mark.Bytes, encoding);
    }

    private static Outcome<Stream> Decoded(string path, string name, Encoding decoder, int skip, string shown)
    {
        // The whole file is decoded once beforehand, so that a wrong byte is refused before any row is looked at.
        try
        {
            using var reader = new StreamReader(Skip(path, skip), decoder, detectEncodingFromByteOrderMarks: false, Chunk);
            var buffer = new char[Chunk];
            while (reader.Read(buffer) > 0) continue;
        }
        catch (DecoderFallbackException)
        {
            return ReadingProblems.Encoding(name, FaultyLine(path, decoder, skip), shown);
        }

        return System.Text.Encoding.CreateTranscodingStream(Skip(path, skip), decoder, new UTF8Encoding(false));
    }

    /// <summary>Decodes byte by byte to find the line of the first wrong one.</summary>
    private static long FaultyLine(string path, Encoding encoding, int skip)
    {
        var (decoder, line) = (encoding.GetDecoder(), 1L);
        using var file = new BufferedStream(Skip(path, skip), Chunk);
        Span<byte> one = stackalloc byte[1];
        Span<char> chars = stackalloc char[8];
        try
        {
            while (file.Read(one) == 1) line += chars[..decoder.GetChars(one, chars, flush: false)].Count('\n');
            return line;
        }
        catch (DecoderFallbackException)
        {
            return line;
        }
    }

    private static Encoding Strict(string name) =>
        System.Text.Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private static (string Name, int Bytes) Mark(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => ("UTF-8", 3),
        [0xFF, 0xFE, ..] => ("UTF-16", 2),
        [0xFE, 0xFF, ..] => ("UTF-16BE", 2),
        // Text in UTF-16 without a mark: Latin letters leave every second byte zero.
        [not 0, 0, not 0, 0] => ("UTF-16", 0),
        [0, not 0, 0, not 0] => ("UTF-16BE", 0),
        _ => ("", 0),
    };

    private static FileStream Skip(string path, int bytes)
    {
        var stream = File.OpenRead(path);
        stream.Position = bytes;
        return stream;
    }

    /// <summary>Number of broken and of whole multi-byte characters, and the line of the first broken one.</summary>
    private static (long Broken, long Whole, long Line) Utf8Faults(string path)
    {
        using var file = File.OpenRead(path);
        var buffer = new byte[Chunk + 4];
        var (carried, line) = (0, 1L);
        while (true)
        {
            var read = file.Read(buffer, carried, Chunk);
            var all = buffer.AsSpan(0, carried + read);
            // A character may be cut by the end of the chunk; the cut piece is looked at with the next one.
            var whole = read == 0 ? all : all[..^Cut(all)];
            if (!Utf8.IsValid(whole)) return Count(file, whole, line);
            if (read == 0) return (0, 0, 0);
            line += whole.Count((byte)'\n');
            carried = all.Length - whole.Length;
            all[whole.Length..].CopyTo(buffer);
        }
    }

    private static int Cut(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b < 0x80) return 0;
            if (b >= 0xC0) return (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) > back ? back : 0;
        }

        return 0;
    }

    /// <summary>From the first faulty chunk on: how much looks like UTF-8 all the same. A megabyte tells enough.</summary>
    private static (long Broken, long Whole, long Line) Count(FileStream file, ReadOnlySpan<byte> first, long line)
    {
        var (broken, whole, at) = (0L, 0L, 0L);
        var rest = first;
        while (rest.Length > 0)
        {
            var valid = Rune.DecodeFromUtf8(rest, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (!valid && broken++ == 0) at = line;
            if (valid && used > 1) whole++;
            if (valid && rune.Value == '\n') line++;
            rest = rest[used..];
        }

        return (broken, whole, at);
    }
}
