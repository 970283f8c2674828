package dev.tocsin.push.series.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Compresses to snappy's block format: a greedy search for repetitions of four bytes or more within
 * 64 KB. Not thread-safe.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">The format</a>
 */
public final class SnappyBlock {
  /** Offsets of copies then fit into two bytes, as all decoders expect. */
  private static final int BLOCK_BYTES = 1 << 16;

  private static final int HASH_BITS = 14;
  private static final int HASH_FACTOR = 0x1e35a7bd;
  private static final int MIN_MATCH = 4;
  private static final int MAX_COPY = 64;

  /** After so many misses the search takes longer steps: the bytes do not repeat. */
  private static final int MISSES_PER_STEP = 5;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final int[] lastSeen = new int[1 << HASH_BITS];
  private final byte[] in;
  private final byte[] out;
  private int size;

  private SnappyBlock(byte[] in, int length) {
    this.in = in;
    // Literals take a byte in sixty more at worst, and a few for their lengths.
    this.out = new byte[length + length / 6 + 32];
  }

  /** The block that decompresses to the bytes {@code from} (inclusive) to {@code to}. */
  public static byte[] compress(byte[] bytes, int from, int to) {
    SnappyBlock block = new SnappyBlock(bytes, to - from);
    block.preamble(to - from);
    for (int start = from; start < to; start += BLOCK_BYTES) {
      block.compressPart(start, Math.min(to, start + BLOCK_BYTES));
    }
    return Arrays.copyOf(block.out, block.size);
  }

  private void preamble(int length) {
    int rest = length;
    while (rest >>> 7 != 0) {
      put((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    put(rest);
  }

  private void compressPart(int start, int end) {
    Arrays.fill(lastSeen, -1);
    int unwritten = start;
    int at = start;
    int misses = 0;
    while (at <= end - MIN_MATCH) {
      int word = (int) INTS.get(in, at);
      int slot = (word * HASH_FACTOR) >>> (32 - HASH_BITS);
      int candidate = lastSeen[slot];
      lastSeen[slot] = at;
      if (candidate >= 0 && (int) INTS.get(in, candidate) == word) {
        int length = matchLength(candidate, at, end);
        literal(unwritten, at);
        copy(at - candidate, length);
        at += length;
        unwritten = at;
        misses = 0;
      } else {
        at += 1 + (misses++ >> MISSES_PER_STEP);
      }
    }
    literal(unwritten, end);
  }

  private int matchLength(int earlier, int later, int end) {
    int length = MIN_MATCH;
    while (later + length < end && in[earlier + length] == in[later + length]) {
      length++;
    }
    return length;
  }

  private void literal(int from, int to) {
    int length = to - from;
    if (length == 0) {
      return;
    }
    if (length <= 60) {
      put((length - 1) << 2);
    } else if (length <= 256) {
      put(60 << 2);
      put(length - 1);
    } else {
      put(61 << 2);
      put(length - 1);
      put((length - 1) >>> 8);
    }
    System.arraycopy(in, from, out, size, length);
    size += length;
  }

  private void copy(int offset, int length) {
    int rest = length;
    while (rest > MAX_COPY) {
      // Four bytes at least must be left, for the shorter form.
      int part = Math.min(MAX_COPY, rest - MIN_MATCH);
      longCopy(offset, part);
      rest -= part;
    }
    if (rest < 12 && offset < 2048) {
      put(1 | ((rest - MIN_MATCH) << 2) | ((offset >>> 8) << 5));
      put(offset);
    } else {
      longCopy(offset, rest);
    }
  }

  private void longCopy(int offset, int length) {
    put(2 | ((length - 1) << 2));
    put(offset);
    put(offset >>> 8);
  }

  private void put(int value) {
    out[size++] = (byte) value;
  }
}
