package dev.tocsin.push.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Parcels as they lie in a segment, one behind the other: length and CRC-32C of the content, four
 * bytes each, and the content, which begins with the parcel's number. All numbers are big-endian.
 */
final class Records {
  static final int HEAD_BYTES = 2 * Integer.BYTES;

  /** No sink packs parcels near this size. */
  static final int MAX_CONTENT_BYTES = 1 << 30;

  private Records() {}

  /** The record of a parcel. */
  static byte[] encode(long sequence, Parcel parcel) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(parcel.bytes() + 64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(0); // length and CRC
      out.writeLong(sequence);
      out.writeLong(parcel.createdMillis());
      out.writeInt(parcel.items());
      out.writeUTF(parcel.id());
      out.writeUTF(parcel.path());
      out.writeShort(parcel.headers().size());
      for (Map.Entry<String, String> header : parcel.headers().entrySet()) {
        out.writeUTF(header.getKey());
        out.writeUTF(header.getValue());
      }
      out.writeInt(parcel.bodyArray().length);
      out.write(parcel.bodyArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] record = bytes.toByteArray();
    int length = record.length - HEAD_BYTES;
    ByteBuffer.wrap(record).putInt(length).putInt(crc(record, HEAD_BYTES, length));
    return record;
  }

  /**
   * The parcel of a content.
   *
   * @throws IOException if it is not one
   */
  static ParcelQueue.Waiting decode(byte[] content) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      long sequence = in.readLong();
      long created = in.readLong();
      int items = in.readInt();
      String id = in.readUTF();
      String path = in.readUTF();
      SortedMap<String, String> headers = new TreeMap<>();
      for (int i = in.readUnsignedShort(); i > 0; i--) {
        headers.put(in.readUTF(), in.readUTF());
      }
      int length = in.readInt();
      if (length != in.available()) {
        throw new IOException(length + " body bytes where " + in.available() + " are left");
      }
      return new ParcelQueue.Waiting(
          sequence, Parcel.owning(id, created, items, path, headers, in.readAllBytes()));
    }
  }

  static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
