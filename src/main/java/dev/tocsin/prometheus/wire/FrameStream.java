package dev.tocsin.prometheus.wire;

import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * The frames of a streamed answer: length as varint, CRC32C big-endian, message
 * (storage/remote/chunked.go). Not thread-safe.
 */
final class FrameStream {
  /** Prometheus keeps to 1 MB unless a single series head or chunk is larger, or it is told to. */
  static final int MAX_BYTES = 1 << 24;

  private static final int CRC_BYTES = 4;
  private static final int MAX_LENGTH_BYTES = 5;

  private final ByteWindow window;
  private final CRC32C crc = new CRC32C();
  private int from;
  private int to;

  FrameStream(InputStream in) {
    this.window = new ByteWindow(in);
  }

  /** The array in which the message lies, valid until {@link #next}. */
  byte[] bytes() {
    return window.bytes();
  }

  /** The index of the message's first byte. */
  int from() {
    return from;
  }

  /** The index after the message; at least {@link ByteWindow#PADDING} bytes follow in the array. */
  int to() {
    return to;
  }

  /**
   * Waits for the next frame and checks it.
   *
   * @return whether there is one; otherwise the answer has ended properly
   */
  boolean next() throws IOException {
    window.mark(to);
    if (!window.ensure(1)) {
      return false;
    }
    int length = length();
    if (!window.ensure(CRC_BYTES + length)) {
      throw cutShort();
    }
    byte[] bytes = window.bytes();
    from = window.position() + CRC_BYTES;
    to = from + length;
    crc.reset();
    crc.update(bytes, from, length);
    int expected = bigEndian(bytes, window.position());
    if ((int) crc.getValue() != expected) {
      throw malformed(
          "a frame of %d bytes with CRC32C %08x, expected %08x"
              .formatted(length, (int) crc.getValue(), expected));
    }
    return true;
  }

  private int length() throws IOException {
    long length = 0;
    for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
      if (!window.ensure(1)) {
        throw cutShort();
      }
      byte next = window.bytes()[window.position()];
      window.position(window.position() + 1);
      length |= (next & 0x7FL) << (7 * i);
      if (next >= 0 && length <= MAX_BYTES) {
        return (int) length;
      }
    }
    throw malformed(
        "a frame of %d bytes or more, expected at most %d".formatted(length, MAX_BYTES));
  }

  private static int bigEndian(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 24)
        | ((bytes[at + 1] & 0xFF) << 16)
        | ((bytes[at + 2] & 0xFF) << 8)
        | (bytes[at + 3] & 0xFF);
  }

  private static SourceException cutShort() {
    return malformed("a frame that is cut short");
  }

  private static SourceException malformed(String met) {
    return new SourceException(
        Kind.MALFORMED, met + " in the answer of remote read; look into the log of the server");
  }
}
