package dev.tocsin.prometheus.wire;

import dev.tocsin.series.SourceException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Decodes chunks of float samples as Prometheus stores them: double deltas of the times, XORs of
 * the values, bit by bit (Pelkonen et al., <i>Gorilla</i>, VLDB 2015, section 4.1, with
 * Prometheus's own widths).
 *
 * <p>Up to 57 bits are taken at a time out of a 64-bit word read at any byte. That is all of most
 * samples whose delta and window of significant bits are those of the one before, or up to 28
 * samples in which nothing changes. The array must go on for at least {@link #PADDING} bytes after
 * a chunk. Not thread-safe.
 *
 * @see <a
 *     href="https://github.com/prometheus/prometheus/blob/main/tsdb/docs/format/chunks.md">Chunk
 *     format</a>
 */
final class XorChunk {
  /** The most a sample takes is 145 bits; a word is read beyond. */
  static final int PADDING = 32;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** How many bits of a word read at any bit are there for certain. */
  private static final int WORD_BITS = 57;

  /** What begins a sample of the same delta, and of another value within the same window. */
  private static final int USUAL = 0b010;

  private static final int USUAL_BITS = 3;

  /** What begins a sample of the same delta and a new window, with the window itself. */
  private static final int NEW_WINDOW_BITS = 3 + 5 + 6;

  /** Takes away the bit that says the delta changes. */
  private static final long SAME_DELTA = Long.MAX_VALUE;

  /** As many samples without a change are better filled in than decoded one by one. */
  private static final int MANY = 8;

  /** Prometheus cuts a chunk at 120 samples; others may be longer. */
  private static final int USUAL_COUNT = 128;

  private long[] millis = new long[USUAL_COUNT];
  private long[] bits = new long[USUAL_COUNT];
  private byte[] bytes = {};
  private long endBit;

  /** Where the bits go on that are not decoded yet. */
  private long position;

  /** The times of the samples decoded last, strictly ascending, in milliseconds. */
  long[] millis() {
    return millis;
  }

  /** The bits of the values of the samples decoded last. */
  long[] bits() {
    return bits;
  }

  /**
   * Decodes the chunk in the bytes {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @return how many samples it has
   * @throws SourceException if it is cut short or its times do not ascend
   */
  int decode(byte[] chunk, int from, int to) {
    if (to - from < 2) {
      throw cutShort();
    }
    bytes = chunk;
    endBit = 8L * to;
    position = 8L * (from + 2);
    int count = ((chunk[from] & 0xFF) << 8) | (chunk[from + 1] & 0xFF);
    if (count > millis.length) {
      int size = Math.max(count, 2 * millis.length);
      millis = Arrays.copyOf(millis, size);
      bits = Arrays.copyOf(bits, size);
    }
    if (count > 0) {
      first();
    }
    if (count > 1) {
      rest(millis, bits, bytes, count);
    }
    checkEnd(position);
    return count;
  }

  private void first() {
    long zigzag = varint();
    millis[0] = (zigzag >>> 1) ^ -(zigzag & 1);
    bits[0] = wide(bytes, position);
    position += Long.SIZE;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 70 && position < endBit; shift += 7) {
      byte next = bytes[(int) (position >>> 3)];
      position += 8;
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw cutShort();
  }

  /**
   * Decodes all samples but the first. What the inner loop needs is in local variables, and its
   * index goes up by one, so that the compiler finds the registers and drops the bounds checks.
   */
  private void rest(long[] times, long[] values, byte[] chunk, int count) {
    long delta = varint();
    long time = times[0];
    long value = values[0];
    int significant = Long.SIZE;
    int leading = 0;
    long at = position - 1; // the second sample lacks the bit that says whether its delta changes
    long word = word(chunk, at) & SAME_DELTA;
    for (int i = 1; i < count; word = word(chunk, at)) {
      for (; i < count; i++) {
        checkEnd(at);
        if (word < 0) {
          int size = deltaBits(word);
          delta += doubleDelta(chunk, word, at, size);
          at += size - 1;
          word = word(chunk, at) & SAME_DELTA;
        }
        if (word >>> (Long.SIZE - USUAL_BITS) == USUAL) {
          value ^= change(usualField(chunk, word, at, significant), significant, leading);
          at += USUAL_BITS + significant;
        } else if (word >>> (Long.SIZE - 2) != 0) {
          leading = leading(word);
          significant = significant(word);
          value ^= change(wide(chunk, at + NEW_WINDOW_BITS), significant, leading);
          at += NEW_WINDOW_BITS + significant;
        } else if (word >>> (Long.SIZE - 2 * MANY) == 0) {
          break;
        } else {
          at += 2;
        }
        time = later(time, delta);
        times[i] = time;
        values[i] = value;
        word = word(chunk, at);
      }
      int same = Math.min(unchanged(word), count - i);
      time = repeat(i, i + same, delta);
      at += 2L * same;
      i += same;
    }
    position = at;
  }

  /** How many samples without a change of delta or value begin a word. */
  private static int unchanged(long word) {
    return Math.min(Long.numberOfLeadingZeros(word), WORD_BITS) / 2;
  }

  /**
   * Fills in the samples {@code from} (inclusive) to {@code to} (exclusive), whose value is that of
   * the one before; returns the time of the last one.
   */
  private long repeat(int from, int to, long delta) {
    Arrays.fill(bits, from, to, bits[from - 1]);
    long time = millis[from - 1];
    for (int i = from; i < to; i++) {
      time = later(time, delta);
      millis[i] = time;
    }
    return time;
  }

  private static long later(long time, long delta) {
    if (time + delta <= time) {
      throw ProtoReader.malformed("a chunk whose times do not ascend");
    }
    return time + delta;
  }

  /** The significant bits of a usual sample, and what follows them. */
  private static long usualField(byte[] chunk, long word, long at, int significant) {
    return USUAL_BITS + significant <= WORD_BITS
        ? word << USUAL_BITS
        : wide(chunk, at + USUAL_BITS);
  }

  /** The bits of a value that change, where they stand in it. */
  private static long change(long field, int significant, int leading) {
    return (field & (-1L << (Long.SIZE - significant))) >>> leading;
  }

  /** How many bits of a value come before those of a new window. */
  private static int leading(long word) {
    return (int) (word >>> (Long.SIZE - 3 - 5)) & 31;
  }

  /** How many bits of a value a new window has; 64 are written as 0. */
  private static int significant(long word) {
    int written = (int) (word >>> (Long.SIZE - NEW_WINDOW_BITS)) & 63;
    int significant = written == 0 ? Long.SIZE : written;
    if (leading(word) + significant > Long.SIZE) {
      throw ProtoReader.malformed(
          "a chunk with %d significant bits after %d".formatted(significant, leading(word)));
    }
    return significant;
  }

  private void checkEnd(long at) {
    if (at > endBit) {
      throw cutShort();
    }
  }

  /** How many bits a change of the delta takes, the ones that tell its width included. */
  private static int deltaBits(long word) {
    return switch (Long.numberOfLeadingZeros(~word)) {
      case 1 -> 2 + 14;
      case 2 -> 3 + 17;
      case 3 -> 4 + 20;
      default -> 4 + 64;
    };
  }

  private static long doubleDelta(byte[] bytes, long word, long at, int size) {
    if (size == 4 + 64) {
      return wide(bytes, at + 4);
    }
    int width = size - (size == 16 ? 2 : size == 20 ? 3 : 4);
    long raw = (word << (size - width)) >>> (Long.SIZE - width);
    // Numbers go from -(2^(w-1) - 1) to 2^(w-1), unlike in two's complement.
    long bias = (1L << (width - 1)) - 1;
    return ((raw + bias) & ((1L << width) - 1)) - bias;
  }

  /** At least 57 bits from a bit on, at the upper end. */
  private static long word(byte[] bytes, long bit) {
    return (long) WORDS.get(bytes, (int) (bit >>> 3)) << (bit & 7);
  }

  /** All 64 bits from a bit on. */
  private static long wide(byte[] bytes, long bit) {
    long last = bytes[(int) (bit >>> 3) + Long.BYTES] & 0xFF;
    return word(bytes, bit) | (last >>> (8 - (bit & 7)));
  }

  private static SourceException cutShort() {
    return ProtoReader.malformed("a chunk is cut short");
  }
}
