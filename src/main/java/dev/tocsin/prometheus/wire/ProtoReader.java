package dev.tocsin.prometheus.wire;

import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Walks over the fields of one protobuf message, without making objects of them.
 *
 * <p>Every length is checked against the message, so that nothing reaches beyond it. Groups, long
 * deprecated, are refused; a message within is another reader's, so that nesting costs no stack.
 * Not thread-safe.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf encoding</a>
 */
final class ProtoReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NOTHING = {};
  private static final int MAX_VARINT_BYTES = 10;

  private byte[] bytes = NOTHING;
  private int position;
  private int end;
  private int tag;

  /** Starts on the message in the bytes {@code from} (inclusive) to {@code to} (exclusive). */
  ProtoReader over(byte[] message, int from, int to) {
    bytes = message;
    position = from;
    end = to;
    return this;
  }

  /** Goes to the next field; false at the message's end. */
  boolean next() {
    if (position == end) {
      return false;
    }
    long read = varint();
    if (read >>> 3 == 0 || read >>> 32 != 0) {
      throw malformed("a field tagged " + Long.toUnsignedString(read) + ", expected a number");
    }
    tag = (int) read;
    return true;
  }

  /** Whether the field has this number and is of this wire type, the type it must have. */
  boolean is(int field, int wireType) {
    if (tag >>> 3 != field) {
      return false;
    }
    if ((tag & 7) != wireType) {
      throw malformed("field %d has wire type %d, expected %d".formatted(field, tag & 7, wireType));
    }
    return true;
  }

  /** The array the message is in. */
  byte[] array() {
    return bytes;
  }

  /** Whether what is left of the message is these bytes. */
  boolean holds(byte[] message) {
    return Arrays.equals(bytes, position, end, message, 0, message.length);
  }

  /** A copy of what is left of the message; empty if it is longer than {@code most} bytes. */
  byte[] copy(int most) {
    return end - position > most ? NOTHING : Arrays.copyOfRange(bytes, position, end);
  }

  /** The index of the next byte. */
  int position() {
    return position;
  }

  /** The value of a varint field, or the length of another. */
  long varint() {
    if (position < end && bytes[position] >= 0) {
      return bytes[position++];
    }
    return longVarint();
  }

  private long longVarint() {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES && position < end; i++) {
      byte next = bytes[position++];
      value |= (next & 0x7FL) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw malformed(position == end ? "a number is cut short" : "a number of more than 10 bytes");
  }

  /** Goes past a field of bytes, which end at the new position; returns their number. */
  int bytes() {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw malformed(
          "a field of %s bytes where %d are left"
              .formatted(Long.toUnsignedString(length), end - position));
    }
    position += (int) length;
    return (int) length;
  }

  /** Goes past a field that is a message, and has {@code inner} on it. */
  ProtoReader enter(ProtoReader inner) {
    int length = bytes();
    return inner.over(bytes, position - length, position);
  }

  /** The value of a field of eight bytes. */
  long fixed64() {
    if (end - position < Long.BYTES) {
      throw malformed("a number is cut short");
    }
    position += Long.BYTES;
    return (long) LITTLE_ENDIAN.get(bytes, position - Long.BYTES);
  }

  /** Goes past the value of a field nobody asked for. */
  void skip() {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> fixed64();
      case BYTES -> bytes();
      case FIXED32 -> {
        if (end - position < Integer.BYTES) {
          throw malformed("a number is cut short");
        }
        position += Integer.BYTES;
      }
      default -> throw malformed("wire type " + (tag & 7) + ", expected 0, 1, 2 or 5");
    }
  }

  static SourceException malformed(String met) {
    return new SourceException(
        Kind.MALFORMED, met + " in the body of remote read; is a proxy changing it?");
  }
}
