using System.Globalization;
using System.Net;
using System.Text;
using Voltward.Domain.Common;
using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>The log's side of the conversation with its witnesses, over HTTP.</summary>
public sealed class WitnessCalls(HttpClient http)
{
    /// <param name="Address">Where it listens.</param>
    /// <param name="Key">Its key.</param>
    /// <param name="Size">Size it signed last; 0 when none.</param>
    /// <param name="Root">Root of that size.</param>
    /// <param name="Silent">Why it could not be asked; null when it answered.</param>
    public sealed record Asked(string Address, NoteKey Key, long Size, byte[] Root, Problem? Silent);

    /// <summary>Asks every witness which size of the log it signed last.</summary>
    public async Task<IReadOnlyList<Asked>> AskSizesAsync(LogSettings settings, CancellationToken stop)
    {
        var asked = new List<Asked>();
        foreach (var witness in settings.Witnesses)
        {
            var key = NoteKey.Parse(witness.Key) ?? throw new InvalidDataException($"log.json: {witness.Key}");
            asked.Add(await AskAsync(witness.Address, key, settings.Origin, stop));
        }

        return asked;
    }

    /// <summary>Offers a checkpoint.</summary>
    public async Task<Outcome<NoteSignature>> AddAsync(Asked witness, IReadOnlyList<byte[]> proof, SignedNote note, CancellationToken stop)
    {
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"old {witness.Size}\n");
        foreach (var hash in proof) body.Append(Convert.ToBase64String(hash)).Append('\n');
        using var content = new StringContent(body.Append('\n').Append(note).ToString(), Encoding.UTF8, "text/plain");
        try
        {
            using var answer = await http.PostAsync($"{witness.Address.TrimEnd('/')}/add-checkpoint", content, stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            if (answer.StatusCode != HttpStatusCode.OK) return Refusal(answer.StatusCode, text, note);
            var signed = text.TrimEnd('\n').Split('\n').Select(SignedNote.ParseLine).FirstOrDefault(s => s is not null && witness.Key.Made(s));
            return signed is not null && witness.Key.Verifies(new(note.Text, [signed])) ? signed : TrailProblems.SignatureWrong(witness.Key.Name);
        }
        catch (Exception silent) when (silent is HttpRequestException || (silent is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return TrailProblems.WitnessSilent(witness.Address);
        }
    }

    private async Task<Asked> AskAsync(string address, NoteKey key, string origin, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync($"{address.TrimEnd('/')}/{WitnessBook.Name(origin)}/checkpoint", stop);
            if (answer.StatusCode == HttpStatusCode.NotFound) return new(address, key, 0, [], null);
            var text = await answer.Content.ReadAsStringAsync(stop);

            // An answer that is not signed by the witness says nothing about what it holds.
            return SignedNote.Parse(text).Succeeded(out var note, out _) && key.Verifies(note) && Checkpoint.Parse(note.Text).Succeeded(out var last, out _)
                ? new(address, key, last.Size, last.Root, null)
                : new(address, key, 0, [], TrailProblems.WitnessSilent(address));
        }
        catch (Exception silent) when (silent is HttpRequestException || (silent is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return new(address, key, 0, [], TrailProblems.WitnessSilent(address));
        }
    }

    private static Problem Refusal(HttpStatusCode status, string text, SignedNote note) => (int)status switch
    {
        400 => TrailProblems.OldSizeTooLarge,
        403 => TrailProblems.SignatureWrong(note.Signatures[0].KeyName),
        404 => TrailProblems.UnknownLog(note.Text.Split('\n')[0]),
        409 when long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size) => TrailProblems.OtherSize(size),
        422 => TrailProblems.Inconsistent,
        _ => TrailProblems.WitnessSilent(string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status}")),
    };
}
