package dev.tocsin.prometheus.wire;

import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Strings made of ASCII bytes, one instance per text: label names and values recur in nearly every
 * series. Bounded; a text that finds its place taken replaces the one there. Not thread-safe.
 */
final class StringPool {
  /** A power of two, a few hundred kilobytes full of short strings. */
  private static final int PLACES = 1 << 12;

  private final @Nullable String[] strings = new @Nullable String[PLACES];

  /** The string of the bytes {@code from} (inclusive) to {@code to} (exclusive), all ASCII. */
  String get(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    String known = strings[place];
    if (known != null && matches(known, bytes, from, to)) {
      return known;
    }
    String made = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    strings[place] = made;
    return made;
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

  private static boolean matches(String known, byte[] bytes, int from, int to) {
    if (known.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (known.charAt(i - from) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
