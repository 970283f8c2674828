package dev.tocsin.prometheus.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * The part of a stream that is being decoded, in one array that slides along.
 *
 * <p>After the last byte there are always {@link #PADDING} zeros, so that a decoder may look a
 * little ahead without asking, and stops there: no number and no JSON text contains a zero. Bytes
 * from {@link #mark} on are kept, so that decoding can start over from there.
 */
final class ByteWindow {
  /** Zeros after the last byte. */
  static final int PADDING = 64;

  /** Large enough that sliding costs nothing, small enough for the processor's cache. */
  private static final int INITIAL_BYTES = 1 << 16;

  private final InputStream in;
  private byte[] bytes = new byte[INITIAL_BYTES + PADDING];
  private int mark;
  private int position;
  private int limit;
  private boolean ended;

  ByteWindow(InputStream in) {
    this.in = in;
  }

  /** The array, valid until the next {@link #ensure}. */
  byte[] bytes() {
    return bytes;
  }

  /** The index of the next byte. */
  int position() {
    return position;
  }

  /** The index after the last byte that is here. */
  int limit() {
    return limit;
  }

  /** Goes to an index of the array. */
  void position(int index) {
    position = index;
  }

  /** Goes to an index of the array, and gives up what lies before it. */
  void mark(int index) {
    mark = index;
    position = index;
  }

  /**
   * Waits until there are {@code count} bytes from the position on.
   *
   * @return whether there are; otherwise the stream has ended
   */
  boolean ensure(int count) throws IOException {
    if (limit - position < count && !ended) {
      fill(count);
    }
    return limit - position >= count;
  }

  private void fill(int count) throws IOException {
    slide(count);
    while (limit - position < count) {
      int read = in.read(bytes, limit, bytes.length - PADDING - limit);
      if (read < 0) {
        ended = true;
        break;
      }
      limit += read;
    }
    Arrays.fill(bytes, limit, limit + PADDING, (byte) 0);
  }

  private void slide(int count) {
    int kept = limit - mark;
    int needed = position - mark + count + PADDING;
    byte[] target = needed > bytes.length ? new byte[Math.max(needed, 2 * bytes.length)] : bytes;
    System.arraycopy(bytes, mark, target, 0, kept);
    bytes = target;
    position -= mark;
    limit = kept;
    mark = 0;
  }

  /** Everything from the mark on, to the end of the stream. */
  InputStream fromMark() {
    return new SequenceInputStream(new ByteArrayInputStream(bytes, mark, limit - mark), in);
  }
}
