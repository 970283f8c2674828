package dev.tocsin.prometheus.wire;

import java.io.ByteArrayOutputStream;

/** Encodes float chunks bit by bit, plainly after the format's description. */
public final class XorChunkWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int pending;
  private int pendingBits;
  private int leading = -1;
  private int trailing;

  private XorChunkWriter() {}

  /** The chunk of these samples. */
  public static byte[] encode(long[] millis, long[] bits, int from, int to) {
    XorChunkWriter writer = new XorChunkWriter();
    writer.bits(to - from, 16);
    long delta = 0;
    for (int i = from; i < to; i++) {
      if (i == from) {
        writer.varint((millis[i] << 1) ^ (millis[i] >> 63));
        writer.bits(bits[i], 64);
        continue;
      }
      long next = millis[i] - millis[i - 1];
      if (i == from + 1) {
        writer.varint(next);
      } else {
        writer.doubleDelta(next - delta);
      }
      delta = next;
      writer.value(bits[i] ^ bits[i - 1]);
    }
    while (writer.pendingBits > 0) {
      writer.bits(0, 1);
    }
    return writer.out.toByteArray();
  }

  private void doubleDelta(long change) {
    if (change == 0) {
      bits(0, 1);
    } else if (fits(change, 14)) {
      bits(0b10, 2);
      bits(change, 14);
    } else if (fits(change, 17)) {
      bits(0b110, 3);
      bits(change, 17);
    } else if (fits(change, 20)) {
      bits(0b1110, 4);
      bits(change, 20);
    } else {
      bits(0b1111, 4);
      bits(change, 64);
    }
  }

  private static boolean fits(long change, int width) {
    return change >= -((1L << (width - 1)) - 1) && change <= 1L << (width - 1);
  }

  private void value(long xor) {
    if (xor == 0) {
      bits(0, 1);
      return;
    }
    bits(1, 1);
    int zerosBefore = Math.min(31, Long.numberOfLeadingZeros(xor));
    int zerosAfter = Long.numberOfTrailingZeros(xor);
    if (leading >= 0 && zerosBefore >= leading && zerosAfter >= trailing) {
      bits(0, 1);
    } else {
      leading = zerosBefore;
      trailing = zerosAfter;
      bits(1, 1);
      bits(leading, 5);
      bits(64 - leading - trailing, 6); // 64 is written as 0
    }
    bits(xor >>> trailing, 64 - leading - trailing);
  }

  private void varint(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      bits((rest & 0x7F) | 0x80, 8);
      rest >>>= 7;
    }
    bits(rest, 8);
  }

  private void bits(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      pending = (pending << 1) | (int) ((value >>> i) & 1);
      if (++pendingBits == 8) {
        out.write(pending);
        pending = 0;
        pendingBits = 0;
      }
    }
  }
}
