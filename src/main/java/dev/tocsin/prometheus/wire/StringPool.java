package dev.tocsin.prometheus.wire;

import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings made of ASCII bytes, one instance per text: label names and values recur in nearly every
 * series. Bounded in number; a text that finds its place taken replaces the one there. Not
 * thread-safe.
 */
final class StringPool {
  /** A power of two, a few hundred kilobytes full of short strings. */
  private static final int PLACE_BITS = 12;

  private static final int PLACES = 1 << PLACE_BITS;

  /** Longer texts are hardly ever shared, and would make the pool large. */
  private static final int MAX_BYTES = 128;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final String[] strings = new String[PLACES];

  /** The bytes of each string. */
  private final byte[][] keys = new byte[PLACES][];

  StringPool() {
    Arrays.fill(strings, "");
    Arrays.fill(keys, new byte[0]);
  }

  /** The string of the bytes {@code from} (inclusive) to {@code to} (exclusive), all ASCII. */
  String get(byte[] bytes, int from, int to) {
    if (to - from > MAX_BYTES) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    int place = place(bytes, from, to);
    byte[] key = keys[place];
    if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
      return strings[place];
    }
    String made = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    keys[place] = Arrays.copyOfRange(bytes, from, to);
    strings[place] = made;
    return made;
  }

  private static int place(byte[] bytes, int from, int to) {
    long hash = 0;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      hash = (hash ^ (long) WORDS.get(bytes, at)) * SPREAD;
      hash ^= hash >>> 32;
    }
    for (; at < to; at++) {
      hash = Long.rotateLeft(hash, 7) ^ bytes[at];
    }
    return (int) ((hash * SPREAD) >>> (Long.SIZE - PLACE_BITS));
  }

  /**
   * The string of the bytes {@code from} (inclusive) to {@code to} (exclusive), in UTF-8.
   *
   * @throws SourceException if they are not UTF-8
   */
  String text(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return decoded(bytes, from, to);
      }
    }
    return get(bytes, from, to);
  }

  private static String decoded(byte[] bytes, int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new SourceException(
          Kind.MALFORMED, "a label is not UTF-8; is a proxy changing the body?", e);
    }
  }
}
