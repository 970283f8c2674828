package dev.tocsin.prometheus.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Bodies of remote read answers, written field by field. */
public final class RemoteBodies {
  private RemoteBodies() {}

  /** A field of bytes. */
  public static byte[] field(int number, byte[] value) {
    return concat(varint(((long) number << 3) | 2L), varint(value.length), value);
  }

  /** A field that is a number. */
  public static byte[] field(int number, long value) {
    return concat(varint((long) number << 3), varint(value));
  }

  /** A field of eight bytes. */
  public static byte[] fixed(int number, long value) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    return concat(varint(((long) number << 3) | 1L), bytes);
  }

  /** The label fields of alternating names and values. */
  public static byte[] labels(String... namesAndValues) {
    byte[] all = {};
    for (int i = 0; i < namesAndValues.length; i += 2) {
      byte[] name = namesAndValues[i].getBytes(StandardCharsets.UTF_8);
      byte[] value = namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8);
      all = concat(all, field(1, concat(field(1, name), field(2, value))));
    }
    return all;
  }

  /** The chunk field of an encoding. */
  public static byte[] chunk(int type, long minMillis, byte[] data) {
    return field(
        2, concat(field(1, minMillis), field(2, minMillis), field(3, type), field(4, data)));
  }

  /** The chunk field of these samples. */
  public static byte[] xor(long[] millis, double... values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return chunk(1, millis[0], XorChunkWriter.encode(millis, bits, 0, bits.length));
  }

  /** The frame of one series. */
  public static byte[] frame(int queryIndex, byte[] labels, byte[]... chunks) {
    return frame(concat(field(1, concat(labels, concat(chunks))), field(2, queryIndex)));
  }

  /** The frame of a message. */
  public static byte[] frame(byte[] message) {
    CRC32C crc = new CRC32C();
    crc.update(message);
    int sum = (int) crc.getValue();
    byte[] bigEndian = {(byte) (sum >>> 24), (byte) (sum >>> 16), (byte) (sum >>> 8), (byte) sum};
    return concat(varint(message.length), bigEndian, message);
  }

  /** All bytes in order. */
  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    while (rest >>> 7 != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }
}
