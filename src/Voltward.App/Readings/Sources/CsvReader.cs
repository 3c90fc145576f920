using System.Buffers;
using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Sources;

/// <summary>
/// Reads records of separated text (RFC 4180, any separator, any line end) and passes them on in plain form with their line numbers.
/// A record that breaks the form is reported by line and left out; the ones after it are read as usual.
/// </summary>
internal sealed class CsvReader(Stream text, string name, byte? separator)
{
    /// <summary>A field longer than this is damage, not data.</summary>
    private const int LongestField = 64 * 1024;
    private const int LongestRecord = 4 * 1024 * 1024;

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    private readonly byte[] _buffer = new byte[LongestRecord * 2];
    private readonly List<(int Start, int Length, bool Quoted)> _fields = [];
    private byte _separator;
    private int _recordStart;
    private int _start;
    private int _end;
    private bool _finished;
    private long _line = 1;

    /// <summary>Names of the columns, once <see cref="ReadHeader"/> has run.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>Lines left out, with the reason code.</summary>
    public List<(long Line, string Code)> Faults { get; } = [];

    /// <summary>Reads the first non-empty line; refused when there is none or when two columns bear one name.</summary>
    public Problem? ReadHeader()
    {
        while (Next(out var record, out _))
        {
            if (record.IsEmpty) continue;
            _separator = separator ?? Guess(record);
            if (!Split(record)) return ReadingProblems.FileDamaged(name, "header");
            var names = _fields.ConvertAll(f => System.Text.Encoding.UTF8.GetString(Unquoted(f)).Trim());
            while (names.Count > 0 && names[^1].Length == 0) names.RemoveAt(names.Count - 1);
            var twice = names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1)?.Key;
            if (twice is not null) return ReadingProblems.ColumnTwice(name, twice);
            Header = names;
            return null;
        }

        return ReadingProblems.FileEmpty(name);
    }

    /// <summary>Passes all records after the header to a writer.</summary>
    public void CopyTo(CsvWriter writer)
    {
        while (Next(out var record, out var line))
        {
            if (record.IsEmpty) continue;
            if (record.Length < LongestField && record.IndexOf((byte)'"') < 0 && record.IndexOfAny(Controls) < 0 && record.Count(_separator) == Header.Count - 1
                && (_separator == ',' || record.IndexOf((byte)',') < 0))
            {
                writer.Begin(line);
                if (_separator != ',') record.Replace(_separator, (byte)',');
                writer.Plain(record);
                writer.End();
            }
            else
            {
                CopySlowly(record, line, writer);
            }
        }
    }

    private void CopySlowly(Span<byte> record, long line, CsvWriter writer)
    {
        var fault = record.IndexOfAny(Controls) >= 0 ? "reading.control-character" : !Split(record) ? "reading.quote-open" : null;
        if (fault is null)
        {
            // Spreadsheets pad rows with empty fields; anything else beyond the header is a misplaced separator.
            while (_fields.Count > Header.Count && _fields[^1].Length == 0) _fields.RemoveAt(_fields.Count - 1);
            if (_fields.TrueForAll(f => f.Length == 0)) return;
            if (_fields.Count != Header.Count) fault = "reading.field-count";
            else if (_fields.Exists(f => f.Length > LongestField)) fault = "reading.text-too-long";
        }

        if (fault is not null)
        {
            Refuse(line, fault);
            return;
        }

        writer.Begin(line);
        foreach (var field in _fields) writer.Field(Unquoted(field));
        writer.End();
    }

    /// <summary>
    /// Reports a record. Only its first line is taken as lost: a stray quote swallows the lines that follow it, and those are read again.
    /// </summary>
    private void Refuse(long line, string code)
    {
        Faults.Add((line, code));
        var end = _buffer.AsSpan(_recordStart, _start - _recordStart).IndexOf((byte)'\n');
        if (end < 0) return;
        _start = _recordStart + end + 1;
        _line = line + 1;
    }

    /// <summary>The next record without its line end, and the line it begins on. Over-long records are reported and skipped.</summary>
    private bool Next(out Span<byte> record, out long line)
    {
        while (true)
        {
            line = _line;
            if (_start == _end && (!Fill() || _start == _end)) break;
            var (length, lines) = Length(out var open);
            if (length >= 0)
            {
                record = _buffer.AsSpan(_start, length);
                _recordStart = _start;
                _start += Math.Min(length + 1, _end - _start);
                _line += lines;
                if (record is [.., (byte)'\r']) record = record[..^1];
                if (!open) return true;
                Refuse(line, "reading.quote-open");
                continue;
            }

            if (_end - _start >= LongestRecord)
            {
                Faults.Add((line, "reading.text-too-long"));
                SkipLine();
            }
            else
            {
                Fill();
            }
        }

        record = [];
        return false;
    }

    /// <summary>Length of the record at hand up to its line end, and the lines it spans; -1 when its end is not in the buffer yet.</summary>
    private (int Length, int Lines) Length(out bool open)
    {
        var span = _buffer.AsSpan(_start, _end - _start);
        var (at, lines, quoted) = (0, 0, false);
        open = false;
        while (true)
        {
            var next = quoted ? span[at..].IndexOfAny((byte)'"', (byte)'\n') : span[at..].IndexOfAny((byte)'\n', (byte)'"');
            if (next < 0)
            {
                open = _finished && quoted;
                return _finished ? (span.Length, lines + 1) : (-1, 0);
            }

            at += next + 1;
            if (span[at - 1] == '"') quoted = !quoted;
            else if (quoted) lines++;
            else return (at - 1, lines + 1);
        }
    }

    private void SkipLine()
    {
        do
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (end >= 0)
            {
                _start += end + 1;
                _line++;
                return;
            }

            _start = _end;
        }
        while (Fill());
    }

    private bool Fill()
    {
        if (_finished) return false;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = text.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _finished = read == 0;
        return read > 0;
    }

    /// <summary>Cuts a record into fields; false when a quote is never closed or stands inside bare text.</summary>
    private bool Split(ReadOnlySpan<byte> record)
    {
        _fields.Clear();
        var (origin, at) = (_recordStart, 0);
        while (true)
        {
            if (at < record.Length && record[at] == '"')
            {
                var close = at + 1;
                while (true)
                {
                    var next = record[close..].IndexOf((byte)'"');
                    if (next < 0) return false;
                    close += next + 1;
                    if (close == record.Length || record[close] != '"') break;
                    close++;
                }

                if (close < record.Length && record[close] != _separator) return false;
                _fields.Add((origin + at + 1, close - at - 2, true));
                at = close;
            }
            else
            {
                var next = record[at..].IndexOf(_separator);
                var length = next < 0 ? record.Length - at : next;
                _fields.Add((origin + at, length, false));
                at += length;
            }

            if (at >= record.Length) return true;
            at++;
        }
    }

    private ReadOnlySpan<byte> Unquoted((int Start, int Length, bool Quoted) field)
    {
        var span = _buffer.AsSpan(field.Start, field.Length);
        if (!field.Quoted || span.IndexOf((byte)'"') < 0) return span;
        var plain = new ArrayBufferWriter<byte>(span.Length);
        for (var i = 0; i < span.Length; i++)
        {
            plain.Write(span.Slice(i, 1));
            if (span[i] == '"') i++;
        }

        return plain.WrittenSpan;
    }

    private static byte Guess(ReadOnlySpan<byte> header)
    {
        var (best, most) = ((byte)',', header.Count((byte)','));
        foreach (var candidate in ";\t"u8)
        {
            if (header.Count(candidate) > most) (best, most) = (candidate, header.Count(candidate));
        }

        return best;
    }
}
