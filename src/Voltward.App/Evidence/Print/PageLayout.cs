using SkiaSharp;

namespace Voltward.App.Evidence.Print;

/// <summary>Places the blocks of a document on A4 pages. What is placed is a list of marks per page, drawn once the pages are counted.</summary>
internal sealed class PageLayout(TextFace regular, TextFace bold)
{
    public const float PageWidth = 595.28f;
    public const float PageHeight = 841.89f;
    public const float Left = 62f;
    public const float Right = PageWidth - 56f;
    public const float Top = 56f;
    public const float Bottom = PageHeight - 62f;
    private const float Padding = 4f;
    private const float LineFactor = 1.5f;
    private const float Ascent = 0.88f;
    private const float ThinLine = 0.5f;
    private const float FrameLine = 1.1f;

    /// <summary>A table below this share of a page is not split at all.</summary>
    private const float WholeTable = 0.3f;

    private readonly List<List<Action<SKCanvas>>> _pages = [[]];
    private float _y = Top;

    public IReadOnlyList<IReadOnlyList<Action<SKCanvas>>> Pages => _pages;

    private float Width => Right - Left;

    private List<Action<SKCanvas>> Page => _pages[^1];

    /// <summary>Issuer, title and number, with the code at the right.</summary>
    public void Head(PrintDocument document, Action<SKCanvas>? code, float codeSize)
    {
        if (code is not null) Page.Add(code);
        var room = Width - (2 * (code is null ? 0 : codeSize + 8));
        Centred(document.Issuer, regular, 11f, room);
        _y += 2;
        Centred(document.Title, bold, 19f, room);
        _y += 2;
        Centred(document.Number, regular, 10f, room);
        _y = Math.Max(_y, code is null ? 0 : Top + codeSize) + 8;
    }

    /// <summary>Places a block; what follows decides whether a heading or a note may stay at the foot of a page.</summary>
    public void Place(IReadOnlyList<PrintBlock> blocks, int index)
    {
        switch (blocks[index])
        {
            case TextBlock text:
                Paragraph(text, KeptHeight(blocks, index + 1));
                break;
            case SpaceBlock space:
                _y = Math.Min(_y + space.Points, Bottom);
                break;
            case TableBlock table:
                Table(table);
                break;
        }
    }

    private void Centred(string text, TextFace face, float size, float room)
    {
        foreach (var line in LineBreaker.Break(text, room, r => face.Width(r, size)))
            Write(face, line, Left + ((Width - face.Width(line, size)) / 2), size, size * 1.35f);
    }

    private void Paragraph(TextBlock block, float followedBy)
    {
        var section = block.Look == TextLook.Section;
        var face = block.Look is TextLook.Section or TextLook.Strong ? bold : regular;
        var size = block.Look switch { TextLook.Small => 8.5f, TextLook.Section => 11.5f, _ => 10.5f };
        var indent = block.Look == TextLook.Indented ? 2 * size : 0;
        var height = size * LineFactor;
        var lines = LineBreaker.Break(block.Text, Width, r => face.Width(r, size), indent);
        if (section) _y += 5;
        if (_y + (lines.Count * height) > Bottom && lines.Count <= 3) Turn();
        if ((section || block.Look == TextLook.Small) && _y + (lines.Count * height) + followedBy > Bottom) Turn();
        for (var i = 0; i < lines.Count; i++)
        {
            if (_y + height > Bottom) Turn();
            var x = block.Look == TextLook.Right ? Right - face.Width(lines[i], size) : Left + (i == 0 ? indent : 0);
            Write(face, lines[i], x, size, height);
        }

        _y += section ? 3 : 2;
    }

    private void Table(TableBlock table)
    {
        var rows = table.Rows.Select(r => Lay(r, table.Widths)).ToList();
        var heads = rows.Take(table.HeaderRows).ToList();
        var headHeight = heads.Sum(r => r.Height);
        var whole = rows.Sum(r => r.Height);
        if (_y + whole > Bottom && whole < (Bottom - Top) * WholeTable) Turn();
        if (_y + headHeight + (rows.Count > heads.Count ? Math.Min(rows[heads.Count].Height, Bottom - Top - headHeight) : 0) > Bottom) Turn();
        var start = _y;
        for (var i = 0; i < rows.Count; i++)
        {
            var pieces = rows[i].Height > Bottom - Top - headHeight ? Cut(rows[i], Bottom - Top - headHeight) : [rows[i]];
            foreach (var piece in pieces)
            {
                if (_y + piece.Height > Bottom)
                {
                    Frame(start);
                    Turn();
                    start = _y;
                    foreach (var head in i >= heads.Count ? heads : []) Draw(head);
                }

                Draw(piece);
            }
        }

        Frame(start);
        _y += 4;
    }

    /// <summary>Height that must fit below a heading or a note: notes and the beginning of the table after it.</summary>
    private float KeptHeight(IReadOnlyList<PrintBlock> blocks, int from)
    {
        if (from >= blocks.Count) return 0;
        if (blocks[from] is TextBlock { Look: TextLook.Small }) return 26f + KeptHeight(blocks, from + 1);
        if (blocks[from] is not TableBlock table) return blocks[from] is TextBlock { Look: TextLook.Section } ? 0 : 24f;
        var rows = table.Rows.Select(r => Lay(r, table.Widths).Height).ToList();
        return rows.Sum() < (Bottom - Top) * WholeTable
            ? rows.Sum()
            : rows.Take(table.HeaderRows + 1).Sum(h => Math.Min(h, (Bottom - Top) / 2));
    }

    private LaidRow Lay(TableRow row, IReadOnlyList<float> widths)
    {
        var (total, column, x) = (widths.Sum(), 0, Left);
        var cells = new List<LaidCell>();
        foreach (var cell in row.Cells)
        {
            var width = widths.Skip(column).Take(cell.Span).Sum() / total * Width;
            column += cell.Span;
            var face = cell.Look is CellLook.Header or CellLook.Strong or CellLook.StrongNumber ? bold : regular;
            var size = cell.Look == CellLook.Small ? 8.5f : 9.5f;
            var lines = LineBreaker.Break(cell.Text, width - (2 * Padding), r => face.Width(r, size));
            cells.Add(new(cell.Look, face, size, x, width, lines));
            x += width;
        }

        var height = cells.Max(c => (c.Lines.Count * c.Size * LineFactor) + (2 * Padding));
        return new(cells, Math.Max(height, row.MinimumHeight));
    }

    /// <summary>A row taller than a page goes on over several; nothing of it is lost.</summary>
    private static IEnumerable<LaidRow> Cut(LaidRow row, float room)
    {
        var lines = (int)((room - (2 * Padding)) / (row.Cells.Max(c => c.Size) * LineFactor));
        for (var first = 0; first < row.Cells.Max(c => c.Lines.Count); first += lines)
        {
            var cells = row.Cells.Select(c => c with { Lines = [.. c.Lines.Skip(first).Take(lines)] }).ToList();
            yield return new(cells, cells.Max(c => (Math.Max(1, c.Lines.Count) * c.Size * LineFactor) + (2 * Padding)));
        }
    }

    private void Draw(LaidRow row)
    {
        var y = _y;
        foreach (var cell in row.Cells)
        {
            if (cell.Look is CellLook.Header or CellLook.Label)
                Page.Add(canvas => Marks.Fill(canvas, new(cell.X, y, cell.X + cell.Width, y + row.Height)));
            Page.Add(canvas => Marks.Rectangle(canvas, new(cell.X, y, cell.X + cell.Width, y + row.Height), ThinLine));
            var lineHeight = cell.Size * LineFactor;
            var textTop = cell.Look is CellLook.Label or CellLook.Header or CellLook.Number or CellLook.StrongNumber or CellLook.Centred
                ? y + ((row.Height - (cell.Lines.Count * lineHeight)) / 2)
                : y + Padding;
            for (var i = 0; i < cell.Lines.Count; i++)
            {
                var line = cell.Lines[i];
                var room = cell.Width - cell.Face.Width(line, cell.Size);
                var x = cell.X + (cell.Look switch
                {
                    CellLook.Label or CellLook.Header or CellLook.Centred => room / 2,
                    CellLook.Number or CellLook.StrongNumber => room - Padding,
                    _ => Padding,
                });
                var baseline = textTop + (i * lineHeight) + (lineHeight * 0.22f) + (cell.Size * Ascent * 0.9f);
                Page.Add(canvas => cell.Face.Draw(canvas, line, x, baseline, cell.Size, Marks.Ink));
            }
        }

        _y += row.Height;
    }

    private void Frame(float from)
    {
        var to = _y;
        if (to > from) Page.Add(canvas => Marks.Rectangle(canvas, new(Left, from, Right, to), FrameLine));
    }

    private void Write(TextFace face, string line, float x, float size, float height)
    {
        var baseline = _y + ((height - size) / 2) + (size * Ascent);
        Page.Add(canvas => face.Draw(canvas, line, x, baseline, size, Marks.Ink));
        _y += height;
    }

    private void Turn()
    {
        _pages.Add([]);
        _y = Top;
    }

    private sealed record LaidCell(CellLook Look, TextFace Face, float Size, float X, float Width, IReadOnlyList<string> Lines);

    private sealed record LaidRow(IReadOnlyList<LaidCell> Cells, float Height);
}
