using System.Security.Cryptography;
using SkiaSharp;
using Voltward.App.Inspections;
using Voltward.Domain.Inspections;

namespace Voltward.Host.Shared;

/// <summary>Draws the photos of a demonstration: a meter box with its seal and what the shot is of, small JPEG files that differ from each other.</summary>
internal static class DemoPhotos
{
    private static readonly SKColor Wall = new(0xC9, 0xC2, 0xB4);
    private static readonly SKColor Box = new(0x8B, 0x94, 0x9A);
    private static readonly SKColor Face = new(0xF4, 0xF4, 0xF0);
    private static readonly SKColor Ink = new(0x20, 0x28, 0x30);

    /// <summary>One photo and its place in the record.</summary>
    public static (PhotoRecord Photo, SubmitVisit.Attachment File) Draw(string shot, string? item, string caption, DateTimeOffset at)
    {
        using var surface = SKSurface.Create(new SKImageInfo(480, 360));
        Paint(surface.Canvas, shot, caption, at);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, 72);
        var bytes = data.ToArray();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return (new(sha256, bytes.Length, shot, item, "image.jpg", "image/jpeg", at), new("image/jpeg", bytes));
    }

    private static void Paint(SKCanvas canvas, string shot, string caption, DateTimeOffset at)
    {
        canvas.Clear(Wall);
        using var fill = new SKPaint { IsAntialias = true };
        using var font = new SKFont(SKTypeface.Default, 20);
        fill.Color = Box;
        canvas.DrawRoundRect(110, 40, 260, 250, 10, 10, fill);
        fill.Color = Face;
        canvas.DrawRect(150, 75, 180, 90, fill);
        fill.Color = Ink;
        canvas.DrawText($"{at.Ticks / TimeSpan.TicksPerMinute % 100000:00000.0}", 185, 130, SKTextAlign.Left, font, fill);
        fill.Color = shot == "seal" ? new SKColor(0xD0, 0x30, 0x28) : new SKColor(0x3A, 0x7A, 0x4A);
        canvas.DrawCircle(330, 265, 13, fill);
        fill.Color = Ink;
        fill.StrokeWidth = shot == "wiring" ? 6 : 3;
        for (var wire = 0; wire < 4; wire++) canvas.DrawLine(170 + (wire * 45), 290, 165 + (wire * 47), 345, fill);
        canvas.DrawText(shot, 12, 28, SKTextAlign.Left, font, fill);
        canvas.DrawText(caption, 12, 352, SKTextAlign.Left, font, fill);
    }
}
