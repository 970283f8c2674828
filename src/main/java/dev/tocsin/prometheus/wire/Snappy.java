package dev.tocsin.prometheus.wire;

import java.io.ByteArrayOutputStream;

/**
 * Writes snappy's block format without looking for repetitions: requests are a few hundred bytes.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">The format</a>
 */
final class Snappy {
  /** The tag of a literal whose length less one follows in two bytes. */
  private static final int LONG_LITERAL = 61 << 2;

  private static final int MAX_LITERAL = 1 << 16;

  private Snappy() {}

  /** The block that decompresses to {@code bytes}. */
  static byte[] literal(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 16);
    int rest = bytes.length;
    while (rest >>> 7 != 0) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    for (int from = 0; from < bytes.length; from += MAX_LITERAL) {
      int length = Math.min(MAX_LITERAL, bytes.length - from);
      out.write(LONG_LITERAL);
      out.write(length - 1);
      out.write((length - 1) >>> 8);
      out.write(bytes, from, length);
    }
    return out.toByteArray();
  }
}
