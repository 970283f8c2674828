package dev.tocsin.push.series.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow, in protobuf's encoding of numbers. Not thread-safe. */
final class ByteSink {
  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_VARINT_BYTES = 10;

  private byte[] bytes;
  private int size;

  ByteSink(int capacity) {
    this.bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Sees what was written, until more is. */
  ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  /** A copy of what was written. */
  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  void varint(long value) {
    ensure(MAX_VARINT_BYTES);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void fixed64(long value) {
    ensure(Long.BYTES);
    LITTLE_ENDIAN.set(bytes, size, value);
    size += Long.BYTES;
  }

  void bytes(byte[] content) {
    bytes(content, content.length);
  }

  /** A length, and so many bytes. */
  void block(byte[] content) {
    varint(content.length);
    bytes(content, content.length);
  }

  /** A length, and so many bytes. */
  void block(ByteSink content) {
    varint(content.size);
    bytes(content.bytes, content.size);
  }

  private void bytes(byte[] content, int length) {
    ensure(length);
    System.arraycopy(content, 0, bytes, size, length);
    size += length;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
