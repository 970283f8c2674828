package dev.tocsin.push.delivery;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many items were dropped, by reason. Immutable. */
public final class Drops {
  private static final Drops NONE = new Drops(new EnumMap<>(DropReason.class));

  private final Map<DropReason, Long> counts;

  private Drops(EnumMap<DropReason, Long> counts) {
    this.counts = Collections.unmodifiableMap(counts);
  }

  /** No drops. */
  public static Drops none() {
    return NONE;
  }

  /** So many for one reason. */
  public static Drops of(DropReason reason, long count) {
    return NONE.plus(reason, count);
  }

  /** These and so many more. */
  public Drops plus(DropReason reason, long count) {
    if (count == 0) {
      return this;
    }
    EnumMap<DropReason, Long> sum = new EnumMap<>(DropReason.class);
    sum.putAll(counts);
    sum.merge(reason, count, Long::sum);
    return new Drops(sum);
  }

  /** These and those. */
  public Drops plus(Drops others) {
    Drops sum = this;
    for (Map.Entry<DropReason, Long> other : others.counts.entrySet()) {
      sum = sum.plus(other.getKey(), other.getValue());
    }
    return sum;
  }

  /** The counts above 0, unmodifiable. */
  public Map<DropReason, Long> counts() {
    return counts;
  }

  /** How many in all. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Drops that && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
