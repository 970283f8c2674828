package dev.tocsin.prometheus.wire;

import java.io.IOException;
import java.io.InputStream;

/**
 * Walks over the fields of nested protobuf messages of any size while they stream in; only what is
 * asked for as a {@link #small} message is held in memory. Not thread-safe.
 *
 * <p>A message is known by where it ends, counted in bytes from the stream's start.
 */
final class ProtoStream {
  /** The end of the outermost message, which is where the stream ends. */
  static final long STREAM_END = Long.MAX_VALUE;

  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  private final ByteWindow window;
  private long position;
  private long tag;

  ProtoStream(InputStream in) {
    this.window = new ByteWindow(in);
  }

  /** Goes to the next field of the message that ends at {@code end}; false if there is none. */
  boolean next(long end) throws IOException {
    if (end == STREAM_END ? !window.ensure(1) : position == end) {
      return false;
    }
    tag = varint(end);
    return true;
  }

  /** Whether the field has this number; it must be a message, a text or bytes then. */
  boolean isMessage(int field) {
    if (tag >>> 3 == field && (tag & 7) != ProtoReader.BYTES) {
      throw ProtoReader.malformed(
          "field %d has wire type %d, expected 2".formatted(field, tag & 7));
    }
    return tag >>> 3 == field;
  }

  /** Enters the message that the field is; returns where it ends. */
  long enter(long outer) throws IOException {
    long length = varint(outer);
    if (length < 0 || length > outer - position) {
      throw ProtoReader.malformed("a message longer than the one it is in");
    }
    return position + length;
  }

  /** Waits for the small message that the field is, goes past it, and has {@code reader} on it. */
  ProtoReader small(long outer, ProtoReader reader) throws IOException {
    long length = enter(outer) - position;
    if (length > MAX_MESSAGE_BYTES) {
      throw ProtoReader.malformed(
          "a label or sample of %d bytes, expected at most %d"
              .formatted(length, MAX_MESSAGE_BYTES));
    }
    if (!window.ensure((int) length)) {
      throw cutShort();
    }
    int from = window.position();
    go((int) length);
    return reader.over(window.bytes(), from, window.position());
  }

  /** Goes past the field. */
  void skip(long outer) throws IOException {
    switch ((int) tag & 7) {
      case ProtoReader.VARINT -> varint(outer);
      case ProtoReader.FIXED64 -> skipTo(position + Long.BYTES, outer);
      case ProtoReader.BYTES -> skipTo(enter(outer), outer);
      case ProtoReader.FIXED32 -> skipTo(position + Integer.BYTES, outer);
      default -> throw ProtoReader.malformed("wire type " + (tag & 7) + ", expected 0, 1, 2 or 5");
    }
  }

  private void skipTo(long target, long outer) throws IOException {
    while (position < target) {
      if (target > outer || !window.ensure(1)) {
        throw cutShort();
      }
      go((int) Math.min(target - position, window.limit() - window.position()));
    }
  }

  private long varint(long end) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 70 && position < end && window.ensure(1); shift += 7) {
      byte next = window.bytes()[window.position()];
      go(1);
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw cutShort();
  }

  private void go(int count) {
    window.mark(window.position() + count);
    position += count;
  }

  private static RuntimeException cutShort() {
    return ProtoReader.malformed("a message that is cut short");
  }
}
