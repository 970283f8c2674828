package dev.tocsin.push.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The number up to which all parcels are settled, in a file of its own.
 *
 * <p>It is not forced to the disk: where a machine loses it, parcels are sent once more.
 */
final class SettledMark implements AutoCloseable {
  private static final int BYTES = Long.BYTES + Integer.BYTES;

  private final FileChannel channel;
  private long settled;

  private SettledMark(FileChannel channel, long settled) {
    this.channel = channel;
    this.settled = settled;
  }

  /** The mark in a file; -1 where there is none. */
  static SettledMark in(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    ByteBuffer mark = ByteBuffer.allocate(BYTES);
    boolean isWhole =
        channel.read(mark, 0) == BYTES
            && mark.getInt(Long.BYTES) == Records.crc(mark.array(), 0, Long.BYTES);
    return new SettledMark(channel, isWhole ? mark.getLong(0) : -1);
  }

  long settled() {
    return settled;
  }

  void advanceTo(long sequence) throws IOException {
    settled = sequence;
    ByteBuffer mark = ByteBuffer.allocate(BYTES).putLong(sequence);
    mark.putInt(Records.crc(mark.array(), 0, Long.BYTES)).flip();
    channel.write(mark, 0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
