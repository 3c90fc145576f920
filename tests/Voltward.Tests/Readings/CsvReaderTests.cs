using System.Text;
using CsCheck;
using Voltward.App.Readings.Sources;
using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>The reader of separated text against written-out cases and against every cut and flip of a good file.</summary>
public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "2:1|2")]
    [InlineData("a,b\r\n1,2", "2:1|2")]
    [InlineData("\n\na;b\n\n1;2,5\n", "5:1|2,5")]
    [InlineData("a\tb\n\"x\ty\"\tz\n", "2:x\ty|z")]
    [InlineData("a,b\n\"he said \"\"no\"\"\",\"line one\nline two\"\n3,4\n", "2:he said \"no\"|line one line two;4:3|4")]
    [InlineData("a,b,,\n1,2,,\n,,,\n", "2:1|2")]
    [InlineData("a,b\n1,2,3\n1\n4,5\n", "4:4|5")]
    [InlineData("a,b\n\"1,2\n3,4\n", "3:3|4")]
    [InlineData("a,b\n\"1\"x,2\n3,4\n", "3:3|4")]
    public void Records_are_read_with_the_line_they_begin_on(string text, string expected) => Assert.Equal(expected, string.Join(';', Read(text).Rows));

    [Fact]
    public void Faulty_lines_are_named_and_left_out() =>
        Assert.Equal([(3L, "reading.field-count"), (4L, "reading.control-character"), (5L, "reading.quote-open")], Read("a,b\n1,2\n1,2,3\n\u0001,2\n\"1,2\n5,6\n").Faults);

    [Fact]
    public void What_is_written_with_quotes_is_read_back() => Gen.String[Gen.Char["ab ,;\"\n\r电"], 0, 12].Array[3].Array[1, 8].Sample(rows =>
    {
        // Rows of nothing but empty fields are padding, and line breaks inside a field become spaces.
        var text = new StringBuilder("a,b,c\n");
        foreach (var row in rows) text.AppendJoin(',', row.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
        var expected = rows.Where(r => r.Any(f => f.Length > 0)).Select(r => string.Join('|', r.Select(f => f.Replace('\n', ' ').Replace('\r', ' '))));
        return expected.SequenceEqual(Read(text.ToString()).Rows.Select(r => r[(r.IndexOf(':', StringComparison.Ordinal) + 1)..]));
    });

    [Fact]
    public void A_file_cut_or_spoiled_at_any_byte_never_throws_and_accounts_for_every_line()
    {
        var whole = Encoding.UTF8.GetBytes("point,day,kwh\n\"P1\",2026-03-01,1.5\nP2,2026-03-01,\nP3,\"2026-03-02\",7\n");
        for (var at = 0; at < whole.Length; at++)
        {
            Read(whole[..at]);
            for (var bit = 0; bit < 8; bit++)
            {
                var spoiled = whole.ToArray();
                spoiled[at] ^= (byte)(1 << bit);
                var (rows, faults) = Read(spoiled);
                Assert.True(rows.Count + faults.Count <= 4);
            }
        }
    }

    private static (List<string> Rows, List<(long Line, string Code)> Faults) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static (List<string> Rows, List<(long Line, string Code)> Faults) Read(byte[] text)
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("n"));
        try
        {
            var reader = new CsvReader(new MemoryStream(text), "x", null);
            if (reader.ReadHeader() is not null) return ([], []);
            using (var writer = new CsvWriter(path)) reader.CopyTo(writer);
            return ([.. File.ReadLines(path).Select(Plain)], reader.Faults);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A slow reader of the plain form: number, then fields, quoted or not.</summary>
    private static string Plain(string line)
    {
        var fields = new List<string>();
        for (var i = 0; i <= line.Length;)
        {
            var field = new StringBuilder();
            if (i < line.Length && line[i] == '"')
            {
                for (i++; !(line[i] == '"' && (i + 1 == line.Length || line[i + 1] == ',')); i++)
                {
                    field.Append(line[i]);
                    if (line[i] == '"') i++;
                }

                i++;
            }
            else
            {
                while (i < line.Length && line[i] != ',') field.Append(line[i++]);
            }

            fields.Add(field.ToString());
            i++;
        }

        return $"{fields[0]}:{string.Join('|', fields.Skip(1))}";
    }
}
