package dev.tocsin.push.spool;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one request is to carry. Immutable.
 *
 * <p>It holds no secret: credentials and signatures are put on when it is sent.
 */
public final class Parcel {
  private final String id;
  private final long createdMillis;
  private final int items;
  private final String path;
  private final SortedMap<String, String> headers;
  private final byte[] body;

  private Parcel(
      String id,
      long createdMillis,
      int items,
      String path,
      SortedMap<String, String> headers,
      byte[] body) {
    this.id = id;
    this.createdMillis = createdMillis;
    this.items = items;
    this.path = path;
    this.headers = Collections.unmodifiableSortedMap(headers);
    this.body = body;
  }

  /**
   * A parcel that holds what remains of a buffer.
   *
   * @param id the same for the same findings, so that a receiver can tell a repetition
   * @param createdMillis when it was packed, in milliseconds since the epoch
   * @param items how many samples, alerts or reports it carries
   */
  public static Parcel of(String id, long createdMillis, int items, ByteBuffer body) {
    byte[] copy = new byte[body.remaining()];
    body.duplicate().get(copy);
    return new Parcel(id, createdMillis, items, "", new TreeMap<>(), copy);
  }

  /** A parcel that takes the array over. */
  static Parcel owning(
      String id,
      long createdMillis,
      int items,
      String path,
      SortedMap<String, String> headers,
      byte[] body) {
    return new Parcel(id, createdMillis, items, path, headers, body);
  }

  /** This parcel for a path behind the sink's URL. */
  public Parcel to(String otherPath) {
    return new Parcel(id, createdMillis, items, otherPath, headers, body);
  }

  /** This parcel with more headers. */
  public Parcel with(Map<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(headers);
    all.putAll(more);
    return new Parcel(id, createdMillis, items, path, all, body);
  }

  /** The same for the same findings, so that a receiver can tell a repetition. */
  public String id() {
    return id;
  }

  /** When it was packed, in milliseconds since the epoch. */
  public long createdMillis() {
    return createdMillis;
  }

  /** How many samples, alerts or reports it carries. */
  public int items() {
    return items;
  }

  /** The path behind the sink's URL; possibly empty. */
  public String path() {
    return path;
  }

  /** Headers beyond those of the sink. */
  public Map<String, String> headers() {
    return headers;
  }

  /** A copy of the body. */
  public byte[] copyOfBody() {
    return body.clone();
  }

  /** How many bytes it takes in a queue. */
  public int bytes() {
    return body.length + 2 * (id.length() + path.length()) + 64;
  }

  byte[] bodyArray() {
    return body;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parcel that
        && id.equals(that.id)
        && createdMillis == that.createdMillis
        && items == that.items
        && path.equals(that.path)
        && headers.equals(that.headers)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return "Parcel[%s, %d items, %d bytes]".formatted(id, items, body.length);
  }
}
