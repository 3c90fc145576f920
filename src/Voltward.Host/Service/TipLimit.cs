using System.Net;
using System.Security.Cryptography;
using Voltward.App.Service;
using Voltward.App.Storage;
using Voltward.Domain.Service;

namespace Voltward.Host.Service;

/// <summary>
/// Keeps the public pages of tips from being flooded or searched, without keeping who came: within one window a source is a hash by a key that was drawn for this
/// window alone; with its end key and counts are forgotten. Nothing of it is ever written.
/// </summary>
internal sealed class TipLimit(TipShelf shelf, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = [];
    private byte[] _key = [];
    private long _window = -1;

    public bool LetsTip(HttpContext http) => Lets(http, "tip", d => (d.TipsPerSource, d.TipsInAll));

    public bool LetsLookUp(HttpContext http) => Lets(http, "look-up", d => (d.LookUpsPerSource, d.LookUpsInAll));

    private bool Lets(HttpContext http, string what, Func<DoorTerms, (int PerSource, int InAll)> most)
    {
        var now = clock.GetUtcNow();
        var doors = shelf.On(CompanyTime.Day(now)).Doors;
        var (perSource, inAll) = most(doors);
        lock (_lock)
        {
            var window = now.UtcTicks / TimeSpan.FromMinutes(doors.Minutes).Ticks;
            if (window != _window)
            {
                (_window, _key) = (window, RandomNumberGenerator.GetBytes(32));
                _counts.Clear();
            }

            var source = what + Convert.ToHexString(HMACSHA256.HashData(_key, Network(http.Connection.RemoteIpAddress)));
            if (_counts.GetValueOrDefault(source) >= perSource || _counts.GetValueOrDefault(what) >= inAll) return false;
            _counts[source] = _counts.GetValueOrDefault(source) + 1;
            _counts[what] = _counts.GetValueOrDefault(what) + 1;
            return true;
        }
    }

    /// <summary>Of an IPv6 address the half that a household has for itself; it changes the other half at will.</summary>
    private static byte[] Network(IPAddress? address)
    {
        var bytes = address?.GetAddressBytes() ?? [];
        return bytes.Length == 16 && !address!.IsIPv4MappedToIPv6 ? bytes[..8] : bytes;
    }
}
