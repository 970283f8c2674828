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
 * <p>Up to 57 bits are taken at a time out of a 64-bit word read at any byte, so that most samples
 * cost one or two reads. The array must go on for at least {@link #PADDING} bytes after a chunk.
 * Not thread-safe.
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
      rest(count);
    }
    if (position > endBit) {
      throw cutShort();
    }
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

  private void rest(int count) {
    long delta = varint();
    long time = millis[0];
    long value = bits[0];
    long at = position;
    int significant = Long.SIZE;
    int shift = 0;
    for (int i = 1; ; ) {
      long before = time;
      time += delta;
      if (time <= before || at > endBit) {
        throw at > endBit ? cutShort() : notAscending();
      }
      long word = word(bytes, at);
      if (word >= 0) {
        at++;
      } else {
        if ((word << 1) >= 0) {
          at += 2;
        } else {
          int leading = (int) (word >>> 57) & 31;
          significant = (int) (word >>> 51) & 63;
          significant = significant == 0 ? Long.SIZE : significant;
          shift = Long.SIZE - leading - significant;
          if (shift < 0) {
            throw ProtoReader.malformed(
                "a chunk with %d significant bits after %d".formatted(significant, leading));
          }
          at += 13;
        }
        long field = significant <= WORD_BITS ? word(bytes, at) : wide(bytes, at);
        value ^= (field >>> (Long.SIZE - significant)) << shift;
        at += significant;
      }
      millis[i] = time;
      bits[i] = value;
      if (++i == count) {
        break;
      }
      word = word(bytes, at);
      if (word >= 0) {
        at++;
      } else {
        int size = deltaBits(word);
        delta += doubleDelta(bytes, word, at, size);
        at += size;
      }
    }
    position = at;
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

  private static SourceException notAscending() {
    return ProtoReader.malformed("a chunk whose times do not ascend");
  }
}
