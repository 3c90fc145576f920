using System.Text;
using SkiaSharp;

namespace Voltward.Tests.Service;

/// <summary>A photo as a phone writes it, with its marks beside the picture.</summary>
internal static class Photo
{
    public const string Marks = "PHONE-MODEL-X9 30.2672N 120.1536E 2026:11:24 08:59:58";

    public static byte[] WithMarks()
    {
        using var bitmap = new SKBitmap(64, 48);
        bitmap.Erase(SKColors.SteelBlue);
        using var image = SKImage.FromBitmap(bitmap);
        var jpeg = image.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray();
        var text = Encoding.ASCII.GetBytes("Exif\0\0" + Marks);
        byte[] segment = [0xff, 0xe1, (byte)((text.Length + 2) >> 8), (byte)(text.Length + 2), .. text];
        return [.. jpeg[..2], .. segment, .. jpeg[2..], .. Encoding.ASCII.GetBytes(Marks)];
    }
}
