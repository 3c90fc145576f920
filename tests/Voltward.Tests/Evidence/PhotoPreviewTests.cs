using SkiaSharp;
using Voltward.App.Evidence;
using Xunit;

namespace Voltward.Tests.Evidence;

/// <summary>Pictures to look at, drawn from originals.</summary>
public sealed class PhotoPreviewTests
{
    [Fact]
    public void A_signature_on_nothing_is_ink_on_white()
    {
        using var signature = new SKBitmap(new SKImageInfo(300, 160, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(signature))
        using (var ink = new SKPaint { Color = SKColors.Black, StrokeWidth = 8 })
        {
            canvas.Clear(SKColors.Transparent);
            canvas.DrawLine(0, 80, 300, 80, ink);
        }

        using var original = signature.Encode(SKEncodedImageFormat.Png, 100);
        using var preview = SKBitmap.Decode(PhotoPreview.Jpeg(original.ToArray(), 400));
        Assert.InRange(preview.GetPixel(150, 20).Red, 240, 255);
        Assert.InRange(preview.GetPixel(150, 80).Red, 0, 40);
    }
}
