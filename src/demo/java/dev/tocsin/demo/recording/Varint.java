package dev.tocsin.demo.recording;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Whole numbers in as few bytes as they need: LEB128, seven bits a byte, the lowest first, and the
 * zigzag mapping of Protocol Buffers for signed ones, so that small negative numbers stay short.
 */
final class Varint {
  private Varint() {}

  static void writeUnsigned(OutputStream out, long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  static void writeSigned(OutputStream out, long value) throws IOException {
    writeUnsigned(out, (value << 1) ^ (value >> 63));
  }

  static long readUnsigned(InputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int read = in.read();
      if (read < 0) {
        throw new EOFException("the file ends within a number; it is truncated");
      }
      value |= (long) (read & 0x7F) << shift;
      if (read < 0x80) {
        return value;
      }
    }
    throw new IOException("a number goes on after ten bytes, expected at most ten");
  }

  static long readSigned(InputStream in) throws IOException {
    long zigzag = readUnsigned(in);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** Reads a count, which must lie in {@code [0, limit]}. */
  static int readCount(InputStream in, String what, int limit) throws IOException {
    long count = readUnsigned(in);
    if (count < 0 || count > limit) {
      throw new IOException(count + " " + what + ", expected 0 to " + limit);
    }
    return (int) count;
  }
}
