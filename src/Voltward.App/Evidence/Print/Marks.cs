using QRCoder;
using SkiaSharp;

namespace Voltward.App.Evidence.Print;

/// <summary>The few marks a document is made of beside text: lines, a light grey, a code. Black on white alone must carry everything.</summary>
internal static class Marks
{
    public static SKPaint Ink { get; } = new() { Color = SKColors.Black, IsAntialias = true, Style = SKPaintStyle.Fill };

    private static readonly SKPaint Grey = new() { Color = new SKColor(0xF0, 0xF0, 0xF0), Style = SKPaintStyle.Fill };

    public static void Fill(SKCanvas canvas, SKRect area) => canvas.DrawRect(area, Grey);

    public static void Rectangle(SKCanvas canvas, SKRect area, float line)
    {
        using var paint = new SKPaint { Color = SKColors.Black, Style = SKPaintStyle.Stroke, StrokeWidth = line, IsAntialias = true };
        canvas.DrawRect(area, paint);
    }

    public static void Line(SKCanvas canvas, float x1, float x2, float y, float line)
    {
        using var paint = new SKPaint { Color = SKColors.Black, Style = SKPaintStyle.Stroke, StrokeWidth = line, IsAntialias = true };
        canvas.DrawLine(x1, y, x2, y, paint);
    }

    /// <summary>A QR code as one path of black squares, with its quiet border inside the size.</summary>
    public static Action<SKCanvas> Code(string text, float left, float top, float size)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var modules = data.ModuleMatrix;
        var module = size / modules.Count;
        return canvas =>
        {
            using var builder = new SKPathBuilder();
            for (var row = 0; row < modules.Count; row++)
            {
                for (var column = 0; column < modules.Count; column++)
                {
                    if (modules[row][column])
                        builder.AddRect(SKRect.Create(left + (column * module), top + (row * module), module, module));
                }
            }

            using var path = builder.Detach();
            using var paint = new SKPaint { Color = SKColors.Black, Style = SKPaintStyle.Fill };
            canvas.DrawPath(path, paint);
        };
    }
}
