package dev.tocsin.prometheus.wire;

import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decompresses one block of snappy while it streams in, whatever its size.
 *
 * <p>All encoders compress 64 KB at a time, so that no copy reaches further back; only so much is
 * kept. Not thread-safe.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">The format</a>
 */
public final class SnappyInputStream extends InputStream {
  private static final int MAX_OFFSET = 1 << 16;

  /** The longest copy, and room for it. */
  private static final int MAX_COPY = 64;

  private static final int MAX_LENGTH_BYTES = 5;

  private final ByteWindow in;
  private final byte[] out = new byte[3 * MAX_OFFSET];
  private int readFrom;
  private int written;

  /** Bytes the preamble promised that are not there yet; negative before it was read. */
  private long promised = -1;

  /** Bytes of the current literal that are still to be taken over. */
  private long literal;

  /** A stream of what {@code in} holds decompressed. */
  public SnappyInputStream(InputStream in) {
    this.in = new ByteWindow(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (readFrom == written) {
      fill();
    }
    int count = Math.min(length, written - readFrom);
    if (count == 0) {
      return -1;
    }
    System.arraycopy(out, readFrom, target, from, count);
    readFrom += count;
    return count;
  }

  private void fill() throws IOException {
    if (promised < 0) {
      promised = preamble();
    }
    if (written > 2 * MAX_OFFSET) {
      System.arraycopy(out, written - MAX_OFFSET, out, 0, MAX_OFFSET);
      written = MAX_OFFSET;
    }
    readFrom = written;
    while (promised > 0 && out.length - written >= MAX_COPY) {
      if (literal > 0) {
        takeLiteral();
      } else {
        element();
      }
    }
    if (promised == 0 && readFrom == written && in.ensure(1)) {
      throw malformed("bytes follow where the promised length is reached");
    }
  }

  private long preamble() throws IOException {
    long length = 0;
    for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
      int next = nextByte();
      length |= (next & 0x7FL) << (7 * i);
      if (next < 0x80 && length >>> 32 == 0) {
        return length;
      }
    }
    throw malformed("the length is not a 32-bit number");
  }

  private void element() throws IOException {
    int tag = nextByte();
    switch (tag & 3) {
      case 0 -> {
        int length = tag >>> 2;
        literal = 1 + (length < 60 ? length : number(length - 59));
        if (literal > promised) {
          throw malformed("more bytes than the length promises");
        }
      }
      case 1 -> copy(4 + ((tag >>> 2) & 7), ((tag >>> 5) << 8) | nextByte());
      case 2 -> copy(1 + (tag >>> 2), number(2));
      default -> copy(1 + (tag >>> 2), number(4));
    }
  }

  private void takeLiteral() throws IOException {
    if (!in.ensure(1)) {
      throw cutShort();
    }
    int here = Math.min(in.limit() - in.position(), out.length - written);
    int count = (int) Math.min(literal, here);
    System.arraycopy(in.bytes(), in.position(), out, written, count);
    in.mark(in.position() + count);
    literal -= count;
    promised -= count;
    written += count;
  }

  private void copy(int length, long offset) {
    if (offset == 0 || offset > Math.min(written, MAX_OFFSET)) {
      throw malformed("a copy from %d bytes back where %d are".formatted(offset, written));
    }
    if (length > promised) {
      throw malformed("more bytes than the length promises");
    }
    int from = written - (int) offset;
    if (offset >= length) {
      System.arraycopy(out, from, out, written, length);
    } else {
      for (int i = 0; i < length; i++) {
        out[written + i] = out[from + i]; // what is written here is read again
      }
    }
    written += length;
    promised -= length;
  }

  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) nextByte() << (8 * i);
    }
    return number;
  }

  private int nextByte() throws IOException {
    if (!in.ensure(1)) {
      throw cutShort();
    }
    int next = in.bytes()[in.position()] & 0xFF;
    in.mark(in.position() + 1);
    return next;
  }

  private static SourceException cutShort() {
    return malformed("the body is cut short");
  }

  private static SourceException malformed(String met) {
    return new SourceException(
        Kind.MALFORMED, "not a block of snappy: " + met + "; is a proxy changing the body?");
  }
}
