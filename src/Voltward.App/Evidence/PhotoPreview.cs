using SkiaSharp;

namespace Voltward.App.Evidence;

/// <summary>
/// Pictures to look at, made from originals that are never shown themselves: drawn anew, so that neither position nor device
/// marks go along, and nothing but pixels can be inside.
/// </summary>
public static class PhotoPreview
{
    // A picture claiming more is refused before it is decoded.
    private const long MostPixels = 120_000_000;

    /// <summary>A JPEG no wider or higher than a number of pixels; null when the bytes are no picture we draw.</summary>
    public static byte[]? Jpeg(byte[] original, int most)
    {
        using var data = SKData.CreateCopy(original);
        using var codec = SKCodec.Create(data);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height is 0 or > MostPixels) return null;
        using var whole = SKBitmap.Decode(codec);
        if (whole is null) return null;
        var scale = Math.Min(1.0, (double)most / Math.Max(whole.Width, whole.Height));
        var size = new SKImageInfo(Math.Max(1, (int)(whole.Width * scale)), Math.Max(1, (int)(whole.Height * scale)));
        using var small = whole.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var turned = Upright(small, codec.EncodedOrigin);
        using var image = SKImage.FromBitmap(turned);
        return image.Encode(SKEncodedImageFormat.Jpeg, 82).ToArray();
    }

    /// <summary>Phones write how they were held beside the pixels; that mark is not kept, so the pixels are turned.</summary>
    private static SKBitmap Upright(SKBitmap picture, SKEncodedOrigin origin)
    {
        var degrees = origin switch
        {
            SKEncodedOrigin.BottomRight => 180,
            SKEncodedOrigin.RightTop => 90,
            SKEncodedOrigin.LeftBottom => 270,
            _ => 0,
        };
        var turned = degrees is 90 or 270 ? new SKBitmap(picture.Height, picture.Width) : new SKBitmap(picture.Width, picture.Height);
        using var canvas = new SKCanvas(turned);
        // A signature is ink on nothing; a JPEG has no nothing and would make it black.
        canvas.Clear(SKColors.White);
        canvas.Translate(turned.Width / 2f, turned.Height / 2f);
        canvas.RotateDegrees(degrees);
        canvas.Translate(-picture.Width / 2f, -picture.Height / 2f);
        canvas.DrawBitmap(picture, 0, 0, new SKSamplingOptions(SKFilterMode.Linear));
        return turned;
    }
}
