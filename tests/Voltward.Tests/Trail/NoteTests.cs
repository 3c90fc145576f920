using System.Text;
using System.Text.Json;
using Voltward.Domain.Trail;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Trail;

public sealed class NoteTests
{
    /// <summary>The example of the specification, letter by letter.</summary>
    private const string Example = "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    [Fact]
    public void The_example_of_the_specification_is_read_and_written_unchanged()
    {
        Assert.True(SignedNote.Parse(Example).Succeeded(out var note, out _));
        Assert.Equal("This is an example message.\n", note.Text);
        Assert.Equal("530d903a", Convert.ToHexStringLower(Assert.Single(note.Signatures).KeyId));
        Assert.Equal(64, note.Signatures[0].Signature.Length);
        Assert.Equal(Example, note.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n- key AAAAAAAA\n")]
    [InlineData("text\n\n\u2014 key AAAAAAAA")]
    [InlineData("text\n\n\u2014 key AAAA\n")]
    [InlineData("text\n\n\u2014 ke+y AAAAAAAA\n")]
    [InlineData("text\n\n\u2014 key  AAAAAAAA\n")]
    [InlineData("te\txt\n\n\u2014 key AAAAAAAA\n")]
    [InlineData("text\n\n\u2014 key AAAAAAB=\n")]
    public void A_malformed_note_is_refused(string note) => Assert.Equal("trail.note-malformed", SignedNote.Parse(note).Problem?.Code);

    [Fact]
    public void A_checkpoint_has_one_writing_only()
    {
        var checkpoint = new Checkpoint("grid.example/log", 70_000, MerkleHash.Empty());
        Assert.True(Checkpoint.Parse(checkpoint.Text).Succeeded(out var read, out _));
        Assert.Equal(checkpoint, read);
        foreach (var other in (string[])[checkpoint.Text + "extension\n", checkpoint.Text.Replace("70000", "070000", StringComparison.Ordinal), checkpoint.Text.TrimEnd(), checkpoint.Text.Replace("70000", "-1", StringComparison.Ordinal), checkpoint.Text.Replace("=", "", StringComparison.Ordinal)])
        {
            Assert.Equal("trail.checkpoint-malformed", Checkpoint.Parse(other).Problem?.Code);
        }
    }

    [Fact]
    public void A_proof_has_one_writing_only()
    {
        var proof = new TlogProof([1, 2, 3], 12, [MerkleHash.Empty(), MerkleHash.Leaf([])], Example);
        Assert.True(TlogProof.Parse(proof.ToString()).Succeeded(out var read, out _));
        Assert.Equal(proof.ToString(), read.ToString());
        Assert.Equal(Example, read.Checkpoint);
        for (var i = 0; i < proof.ToString().IndexOf("\n\n", StringComparison.Ordinal); i++)
        {
            // No change of one character may be read as the same proof.
            var changed = proof.ToString().Remove(i, 1).Insert(i, "#");
            Assert.True(TlogProof.Parse(changed).Problem is not null, changed);
        }
    }

    [Fact]
    public void A_record_is_canonical_json_whatever_stands_in_it()
    {
        var record = new TrailRecord(7, "2026-11-25T04:00:00.0000000Z", "p\"1\\", "/35/", "case.opened", "case/甲\u2028\u0001\n", "{\"n\":1.5}");
        var text = Encoding.UTF8.GetString(record.Bytes());
        Assert.Equal("""{"action":"case.opened","actor":"p\"1\\","at":"2026-11-25T04:00:00.0000000Z","detail":"{\"n\":1.5}","org":"/35/","seq":7,"subject":"case/甲""" + "\u2028" + """\u0001\n"}""", text);
        Assert.Equal(record.Subject, JsonDocument.Parse(text).RootElement.GetProperty("subject").GetString());
    }

    [Fact]
    public void Naughty_texts_survive_a_record()
    {
        foreach (var text in JsonSerializer.Deserialize<string[]>(File.ReadAllText(TestFiles.Find("vectors/naughty-strings/blns.json")))!)
        {
            var record = new TrailRecord(1, "t", text, "/", "a", text, text);
            Assert.Equal(text, JsonDocument.Parse(record.Bytes()).RootElement.GetProperty("subject").GetString());
        }
    }

    [Fact]
    public void Without_the_salt_the_leaf_cannot_be_made_again()
    {
        var record = new TrailRecord(1, "t", "p", "/", "a", "s", null);
        Assert.NotEqual(record.Leaf(new byte[32]), record.Leaf([1, .. new byte[31]]));
    }
}
