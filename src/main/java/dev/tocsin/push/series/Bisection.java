package dev.tocsin.push.series;

import dev.tocsin.push.delivery.DropReason;
import dev.tocsin.push.delivery.Drops;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Reply;
import dev.tocsin.push.series.wire.SnappyBlock;
import dev.tocsin.push.spool.Parcel;
import java.util.regex.Pattern;

/**
 * Sends a write request in as few pieces as its receiver lets it: whole at first, then halves of
 * what was refused, from the front to the back, so that samples of a series stay in order.
 *
 * <p>It can be gone on with after a failure that passes: what was taken is not sent again.
 */
final class Bisection {
  /**
   * So many refusals find a dozen bad samples among thousands. Where there are more, the pieces are
   * not made smaller than {@link #LEAST_PIECE}, so that the work is bounded.
   */
  private static final int MAX_REFUSALS = 200;

  private static final int LEAST_PIECE = 32;

  /** No status tells late samples apart, only the words of Prometheus, Mimir and Thanos do. */
  private static final Pattern LATE =
      Pattern.compile(
          "out[ -]of[ -]order|duplicate[ -](sample|timestamp)|out[ -]of[ -]bounds|too[ -]old",
          Pattern.CASE_INSENSITIVE);

  private final Parcel parcel;
  private final byte[] bytes;

  /** Where each sample begins, and where the last one ends. */
  private final int[] starts;

  private int next;
  private int piece;
  private int refusals;
  private long sent;
  private Drops drops = Drops.none();
  private String why = "";

  /** Sends a piece of a request. */
  @FunctionalInterface
  interface Sender {
    /** The receiver's reply to a compressed write request. */
    Reply send(byte[] body);
  }

  Bisection(Parcel parcel) {
    this.parcel = parcel;
    this.bytes = parcel.copyOfBody();
    this.starts = starts(bytes, parcel.items());
    this.piece = parcel.items();
  }

  private static int[] starts(byte[] bytes, int samples) {
    int[] starts = new int[samples + 1];
    int at = 0;
    for (int i = 0; i < samples; i++) {
      starts[i] = at++; // past the tag
      int length = 0;
      int shift = 0;
      while (bytes[at] < 0) {
        length |= (bytes[at++] & 0x7F) << shift;
        shift += 7;
      }
      length |= bytes[at++] << shift;
      at += length;
    }
    starts[samples] = at;
    return starts;
  }

  /** Whether this is that parcel's. */
  boolean isOf(Parcel other) {
    return parcel.equals(other);
  }

  /** Sends what is left. */
  Outcome run(Sender sender) {
    while (next < parcel.items()) {
      int count = Math.min(piece, parcel.items() - next);
      Reply reply = sender.send(SnappyBlock.compress(bytes, starts[next], starts[next + count]));
      if (reply.mayPass()) {
        return new Outcome.Later(reply.why(), reply.retryAfter());
      }
      if (reply.isTaken()) {
        sent += count;
        next += count;
        piece = Math.min(2 * count, parcel.items());
      } else if (isOfSamples(reply)) {
        refused(count, reply);
      } else {
        drop(parcel.items() - next, DropReason.REFUSED, reply);
      }
    }
    return new Outcome.Done(sent, drops, why);
  }

  /** Whether other samples may fare better: it is about what is said, not who says it or where. */
  private static boolean isOfSamples(Reply reply) {
    return reply.status() == 400 || reply.status() == 413 || reply.status() == 422;
  }

  private void refused(int count, Reply reply) {
    refusals++;
    int least = refusals > MAX_REFUSALS ? LEAST_PIECE : 1;
    if (count <= least) {
      boolean isLate = LATE.matcher(reply.words()).find();
      drop(count, isLate ? DropReason.LATE : DropReason.REFUSED, reply);
      piece = least;
    } else {
      piece = Math.max(least, count / 2);
    }
  }

  private void drop(int count, DropReason reason, Reply reply) {
    drops = drops.plus(reason, count);
    why = reply.why();
    next += count;
  }
}
