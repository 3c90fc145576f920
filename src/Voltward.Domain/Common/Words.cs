namespace Voltward.Domain.Common;

/// <summary>One sentence in both languages of the system (中文与英文). Chinese is the original.</summary>
/// <param name="Zh">The Chinese sentence, complete in itself.</param>
/// <param name="En">The English sentence, complete in itself.</param>
public readonly record struct Words(string Zh, string En)
{
    /// <summary>The sentence in the language asked for.</summary>
    /// <param name="english">True for English, false for Chinese.</param>
    public string In(bool english) => english ? En : Zh;

    /// <inheritdoc/>
    public override string ToString() => Zh;
}
