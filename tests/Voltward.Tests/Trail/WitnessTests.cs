using System.Net;
using Voltward.App.Trail;
using Voltward.Domain.Trail;
using Xunit;

namespace Voltward.Tests.Trail;

public sealed class WitnessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("voltward-witness-").FullName;
    private readonly SigningKey _log;
    private readonly List<byte[]> _leaves = [.. Enumerable.Range(0, 400).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i)))];

    public WitnessTests() => _log = SigningKey.Open(_folder, "log.pem", "grid.example/log");

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_witness_signs_growth_and_refuses_everything_else_with_the_reason()
    {
        using var book = new WitnessBook(Path.Combine(_folder, "w"), "w.example");
        Assert.Equal("trail.unknown-log", book.Add(0, [], Note(10)).Problem?.Code);
        book.Trust(_log.Public);
        Assert.True(book.Add(0, [], Note(10)).Succeeded(out var signature, out _));
        Assert.True(book.Key.Verifies(new(Note(10).Text, [signature])));
        Assert.True(book.Add(10, Tree.Consistency(10, 25), Note(25)).Succeeded(out _, out _));
        Assert.Equal("trail.other-size", book.Add(10, Tree.Consistency(10, 25), Note(25)).Problem?.Code);
        Assert.Equal("25", book.Add(10, Tree.Consistency(10, 30), Note(30)).Problem?.Where);
        Assert.Equal("trail.old-size-too-large", book.Add(25, [], Note(20)).Problem?.Code);
        Assert.Equal("trail.inconsistent", book.Add(25, Tree.Consistency(24, 30), Note(30)).Problem?.Code);
        Assert.Equal("trail.inconsistent", book.Add(25, [], Signed(new("grid.example/log", 25, MerkleHash.Empty()))).Problem?.Code);
        var stranger = Note(30) with { Signatures = [Note(31).Signatures[0]] };
        Assert.Equal("trail.signature-wrong", book.Add(25, Tree.Consistency(25, 30), stranger).Problem?.Code);
        Assert.True(book.Add(25, [], Note(25)).Succeeded(out _, out _));
    }

    [Fact]
    public void What_a_witness_signed_is_still_known_after_it_was_started_again()
    {
        using (var book = new WitnessBook(Path.Combine(_folder, "w"), "w.example"))
        {
            book.Trust(_log.Public);
            Assert.True(book.Add(0, [], Note(100)).Succeeded(out _, out _));
        }

        using var again = new WitnessBook(Path.Combine(_folder, "w"), "w.example");
        Assert.Equal("100", again.Add(0, [], Note(50)).Problem?.Where);
    }

    [Fact]
    public async Task Two_requests_at_once_a_thousand_times_never_take_the_witness_back()
    {
        using var book = new WitnessBook(Path.Combine(_folder, "w"), "w.example");
        book.Trust(_log.Public);
        var size = 0L;
        for (var round = 0; round < 1000; round++)
        {
            var (near, far) = (Math.Min(400, size + (round % 7 == 0 ? 1 : 0)), Math.Min(400, size + 1));
            var before = size;
            var answers = await Task.WhenAll(
                Task.Run(() => book.Add(before, before == 0 ? [] : Tree.Consistency(before, near), Note(near)), TestContext.Current.CancellationToken),
                Task.Run(() => book.Add(before, before == 0 ? [] : Tree.Consistency(before, far), Note(far)), TestContext.Current.CancellationToken));
            Assert.Contains(answers, a => a.Problem is null);
            var now = long.Parse(book.Latest("grid.example/log")!.Split('\n')[1], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(now >= size);
            size = now;
        }
    }

    [Fact]
    public async Task Over_HTTP_the_answers_have_the_statuses_of_the_specification()
    {
        await using var town = await LogTown.OpenAsync(witnessed: true);
        await town.WriteAsync(5);
        var first = (await town.SealedAsync()).Note;
        Assert.Equal(HttpStatusCode.NotFound, await town.AskAsync($"old 0\n\n{Note(10)}"));
        Assert.Equal(HttpStatusCode.BadRequest, await town.AskAsync($"old 9\n\n{first}"));
        Assert.Equal(HttpStatusCode.BadRequest, await town.AskAsync("old x\n\nnothing"));
        Assert.Equal(HttpStatusCode.Conflict, await town.AskAsync($"old 3\n\n{first}"));
        Assert.Equal(HttpStatusCode.Forbidden, await town.AskAsync($"old 5\n\n{first with { Signatures = [first.Signatures[1]] }}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await town.AskAsync($"old 5\n{Convert.ToBase64String(MerkleHash.Empty())}\n\n{first}"));
        Assert.Equal(HttpStatusCode.OK, await town.AskAsync($"old 5\n\n{first}"));
    }

    [Fact]
    public void A_key_is_read_back_from_its_text_and_a_wrong_digit_is_noticed()
    {
        Assert.Equal(_log.Public.Text, NoteKey.Parse(_log.Public.Text)?.Text);
        for (var i = "grid.example/log".Length; i < _log.Public.Text.Length; i++)
        {
            var changed = _log.Public.Text.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            Assert.Null(NoteKey.Parse(new(changed)));
        }

        // Some of the last digit's bits belong to nothing, so that other digits would read as the same key.
        var (text, last) = (_log.Public.Text, _log.Public.Text.TrimEnd('=').Length - 1);
        foreach (var digit in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".Where(d => d != text[last]))
        {
            Assert.Null(NoteKey.Parse(text[..last] + digit + text[(last + 1)..]));
        }
    }

    private MerkleTree Tree => new((level, index) =>
    {
        var edge = new MerkleFrontier();
        for (var i = index << level; i < (index + 1) << level; i++) edge.Append(_leaves[(int)i]);
        return edge.Root();
    });

    private SignedNote Note(long size) => Signed(new("grid.example/log", size, Tree.Root(size)));

    private SignedNote Signed(Checkpoint checkpoint) => new(checkpoint.Text, [_log.Sign(checkpoint.Text)]);
}
