package dev.tocsin.prometheus;

import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A decompressed stream that refuses to grow beyond a bound. */
final class CappedStream extends FilterInputStream {
  private final long maxBytes;
  private long count;

  CappedStream(InputStream in, long maxBytes) {
    super(in);
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    counted(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int read = super.read(target, from, length);
    counted(Math.max(read, 0));
    return read;
  }

  private void counted(int read) {
    count += read;
    if (count > maxBytes) {
      throw new SourceException(
          Kind.TOO_LARGE,
          "more than %d bytes after decompression; ask for fewer series, or raise the bound"
              .formatted(maxBytes));
    }
  }
}
