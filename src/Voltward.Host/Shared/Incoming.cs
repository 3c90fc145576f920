using Microsoft.AspNetCore.Connections;

namespace Voltward.Host.Shared;

/// <summary>What is sent, remembering how it ended: the readers of forms make other errors of it.</summary>
internal sealed class Incoming(Stream sent) : Stream
{
    /// <summary>Whether the server stopped reading at the limit.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Whether the other side broke off.</summary>
    public bool Torn { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await sent.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception ended) when (ended is IOException or ConnectionAbortedException or OperationCanceledException)
        {
            if (ended is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }) TooLong = true;
            else Torn = true;
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => sent.Read(buffer, offset, count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
