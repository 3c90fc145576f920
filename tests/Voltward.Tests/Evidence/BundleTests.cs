using System.Security.Cryptography;
using Voltward.App.Evidence;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Evidence;

public sealed class BundleTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_bundle_of_a_case_is_valid_for_both_verifiers_with_witness_and_time_stamp(Engine engine)
    {
        await using var made = await BundleCase.OpenAsync(engine);
        var (file, written) = await made.BundleAsync();
        Assert.True(written.FitForPolice);
        using var key = made.Log.Key(made.Log.Settings());
        var ours = Verify.Program.Check(file, [key.Public.Text]);
        Assert.Empty(ours.Problems);
        var theirs = Assert.Single(NodeVerifier.Ask([new { bundle = file, at = -1, keys = (string[])[key.Public.Text] }]));
        Assert.Empty(theirs.Problems!);
        Assert.Empty(theirs.Notes!);
        Assert.Equal(1, theirs.Stamps);
        Assert.Equal(ours.Items, theirs.Items);
        var names = BundleCase.Names(file);
        foreach (var name in (string[])["清单.pdf", "case.json", "list.json", "custody.json", "access-log.json", "health.json", "checklist.json", "keys.json", "verify.html", "checkpoint", "manifest.json", "manifest.sig"]) Assert.Contains(name, names);
        Assert.Contains(names, n => n == $"originals/{Records.PictureSha}.jpg");
        // Six of the visit, three filed with the evidence pack.
        Assert.Equal(9, names.Count(n => n.StartsWith("originals/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_same_case_at_the_same_checkpoint_is_the_same_file_byte_for_byte()
    {
        await using var made = await BundleCase.OpenAsync();
        var (first, _) = await made.BundleAsync("1.zip");
        made.Town.Clock.Advance(TimeSpan.FromDays(1));
        var (second, _) = await made.BundleAsync("2.zip");
        Assert.Equal(SHA256.HashData(await File.ReadAllBytesAsync(first, Stop)), SHA256.HashData(await File.ReadAllBytesAsync(second, Stop)));
    }

    [Fact]
    public async Task A_photo_changed_on_the_disk_never_gets_into_a_bundle()
    {
        await using var made = await BundleCase.OpenAsync();
        var path = made.Town.Use<EvidenceFiles>().PathOf(Records.PictureSha);
        var bytes = await File.ReadAllBytesAsync(path, Stop);
        bytes[3] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Stop);
        Assert.Equal("evidence.damaged", Refused(await made.Write.RunAsync(made.CaseNo, Stream.Null, BundleCase.Hecha, Stop)));
    }

    [Fact]
    public async Task Who_may_not_see_the_case_gets_no_bundle()
    {
        await using var made = await BundleCase.OpenAsync();
        Assert.Equal("access.role-missing", Refused(await made.Write.RunAsync(made.CaseNo, Stream.Null, Inspector(1), Stop)));
        Assert.Equal("case.not-found", Refused(await made.Write.RunAsync(made.CaseNo, Stream.Null, BundleCase.Hecha with { OrgPath = "/2/" }, Stop)));
    }

    [Fact]
    public async Task Every_bundle_that_was_written_is_on_record_and_stands_in_the_next_access_log()
    {
        await using var made = await BundleCase.OpenAsync();
        await made.BundleAsync("1.zip");
        await made.Town.Use<App.Trail.SealLog>().RunAsync(Stop);
        var (next, _) = await made.BundleAsync("2.zip");
        Assert.Contains(BundleCase.Json(next, "access-log.json").EnumerateArray(), e => e.GetProperty("action").GetString() == "evidence.bundle-written");
    }

    [Fact]
    public async Task A_time_stamp_by_an_RSA_authority_is_read_by_both_and_one_flipped_byte_of_the_text_is_not()
    {
        using var handler = TestAuthority.Open(rsa: true);
        await using var made = await BundleCase.OpenAsync();
        using var http = new HttpClient(handler);
        Ok(await new App.Trail.StampCheckpoint(made.Log, http).RunAsync(Stop));
        var (file, _) = await made.BundleAsync();
        Assert.Empty(Verify.Program.Check(file, []).Problems);
        Assert.Equal(1, NodeVerifier.Ask([new { bundle = file, at = -1 }])[0].Stamps);
        var token = made.Log.Stamp(made.Log.Stamps()[0]);
        var text = made.Log.Checkpoint()!;
        text = text[..(text.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        Assert.NotNull(App.Trail.StampCheckpoint.TimeOf(token, text));
        Assert.Null(App.Trail.StampCheckpoint.TimeOf(token, text.Replace('\n', ' ')));
        Assert.NotNull(Verify.TimeToken.Read(token, SmallBundle.Utf8(text)));
        Assert.Null(Verify.TimeToken.Read(token, SmallBundle.Utf8(text + " ")));
        for (var i = 0; i < token.Length; i++)
        {
            // A changed token is refused, or says the same: whatever is not signed in it does not matter to what it says.
            var changed = token.ToArray();
            changed[i] ^= 1;
            if (Verify.TimeToken.Read(changed, SmallBundle.Utf8(text)) is { } read) Assert.Equal(Verify.TimeToken.Read(token, SmallBundle.Utf8(text))!.Time, read.Time);
        }
    }
}
