package dev.tocsin.series;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * One of {@code count} shares into which series are dealt by a hash of their labels.
 *
 * <p>The share of a series depends on nothing but its labels and the count, so that machines agree
 * on it, today and after an update. The hash is FNV-1a in 64 bits over each label's name and value
 * in UTF-8, ascending by name, a byte 0xFF behind each of them; its bits are then mixed by
 * MurmurHash3's finalizer, because those of FNV-1a alone depend too little on each other; the share
 * is the remainder, unsigned, by the count.
 *
 * @param index which one, from 0
 * @param count how many there are, at least 1
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-eastlake-fnv-22">The FNV hash</a>
 * @see <a href="https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp">fmix64</a>
 */
public record Shard(int index, int count) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** In no text in UTF-8. */
  private static final byte SEPARATOR = (byte) 0xFF;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no such share
   */
  public Shard {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "shard %d of %d, expected 0 to count - 1".formatted(index, count));
    }
  }

  /** Whether the series of these labels is in this share. */
  public boolean holds(Labels labels) {
    return Long.remainderUnsigned(hash(labels), count) == index;
  }

  /**
   * The part of an answer that is in this share.
   *
   * @param isHeld which series are, by all or some of their labels
   */
  public static SeriesRead of(SeriesRead read, Predicate<Labels> isHeld) {
    SeriesMatrix all = read.matrix();
    return new SeriesRead(
        all.keeping(row -> isHeld.test(all.labels(row))),
        read.unreadable().stream().filter(series -> isHeld.test(series.labels())).toList(),
        read.how());
  }

  /** The hash of a label set, the same for ever; all of its bits are as good. */
  public static long hash(Labels labels) {
    Fnv fnv = new Fnv();
    labels.forEach(
        (name, value) -> {
          fnv.add(name);
          fnv.add(value);
        });
    return mixed(fnv.hash);
  }

  private static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /** FNV-1a of texts. */
  private static final class Fnv {
    private long hash = FNV_OFFSET;

    void add(String text) {
      for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
        add(next);
      }
      add(SEPARATOR);
    }

    private void add(byte next) {
      hash = (hash ^ (next & 0xFF)) * FNV_PRIME;
    }
  }
}
