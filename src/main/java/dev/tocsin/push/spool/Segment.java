package dev.tocsin.push.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One append-only file of a spool. Confined to its queue's lock. */
final class Segment implements AutoCloseable {
  private static final byte[] MAGIC = "TOCSPL01".getBytes(StandardCharsets.US_ASCII);

  private final Path file;
  private final FileChannel channel;
  private long length;
  private int live;

  private Segment(Path file, FileChannel channel, long length) {
    this.file = file;
    this.channel = channel;
    this.length = length;
  }

  /** What to do with a record that was found. */
  @FunctionalInterface
  interface Finder {
    /** Takes note of a record of a segment at a position. */
    void found(Segment segment, long position, ParcelQueue.Waiting waiting);
  }

  /** A new, empty segment; where it cannot be written, no file is left in the way of another. */
  static Segment create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Segment segment = new Segment(file, channel, MAGIC.length);
    try {
      write(channel, ByteBuffer.wrap(MAGIC), 0);
      return segment;
    } catch (IOException e) {
      segment.delete();
      throw e;
    }
  }

  /**
   * A segment that is there already, with all of its whole records.
   *
   * @param finder is told of each
   * @return the segment, which ends where its last whole record ends
   */
  static Segment open(Path file, Finder finder) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Segment segment = new Segment(file, channel, 0);
    ByteBuffer magic = ByteBuffer.allocate(MAGIC.length);
    if (readFully(channel, magic, 0) && ByteBuffer.wrap(MAGIC).equals(magic.flip())) {
      segment.length = MAGIC.length;
      Optional<ParcelQueue.Waiting> record = segment.read(segment.length);
      while (record.isPresent()) {
        long at = segment.length;
        segment.length = segment.end(at);
        finder.found(segment, at, record.get());
        record = segment.read(segment.length);
      }
    }
    return segment;
  }

  /**
   * Cuts off what follows the last whole record: a torn write, or a fault of the disk.
   *
   * @return whether there was something
   */
  boolean trim() throws IOException {
    boolean hasRest = channel.size() > length;
    channel.truncate(length);
    return hasRest;
  }

  long length() {
    return length;
  }

  /** How many records in it nobody has settled. */
  int live() {
    return live;
  }

  void live(int more) {
    live += more;
  }

  /** Appends records, which have reached the disk when it returns; all of them or none. */
  void append(ByteBuffer records) throws IOException {
    int bytes = records.remaining();
    try {
      write(channel, records, length);
      channel.force(false);
    } catch (IOException e) {
      channel.truncate(length);
      throw e;
    }
    length += bytes;
  }

  /** The record at a position, unless it is not whole. */
  Optional<ParcelQueue.Waiting> read(long position) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(Records.HEAD_BYTES);
    if (!readFully(channel, head, position)) {
      return Optional.empty();
    }
    int size = head.getInt(0);
    long left = channel.size() - position - Records.HEAD_BYTES;
    // Where a machine went down, a file may end in zeros, whose sum is right.
    if (size < 1 || size > Math.min(left, Records.MAX_CONTENT_BYTES)) {
      return Optional.empty();
    }
    byte[] content = new byte[size];
    if (!readFully(channel, ByteBuffer.wrap(content), position + Records.HEAD_BYTES)
        || Records.crc(content, 0, size) != head.getInt(Integer.BYTES)) {
      return Optional.empty();
    }
    return Optional.of(Records.decode(content));
  }

  private long end(long position) throws IOException {
    ByteBuffer size = ByteBuffer.allocate(Integer.BYTES);
    readFully(channel, size, position);
    return position + Records.HEAD_BYTES + size.getInt(0);
  }

  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static void write(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  private static boolean readFully(FileChannel channel, ByteBuffer target, long position)
      throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int read = channel.read(target, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    return true;
  }
}
