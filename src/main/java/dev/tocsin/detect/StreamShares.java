package dev.tocsin.detect;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Which streams of a detector made a score: shares from 0 to 1 that add up to 1, or are all 0 where
 * nothing is unusual. Immutable.
 */
public final class StreamShares {
  private static final StreamShares NONE = new StreamShares(List.of());

  private final List<String> names;
  private final double[] shares;

  private StreamShares(List<String> names, double... shares) {
    this.names = names;
    this.shares = shares;
  }

  /** Of a detector that has no streams. */
  public static StreamShares none() {
    return NONE;
  }

  /**
   * The shares of these streams.
   *
   * @param share that of the i-th
   */
  public static StreamShares of(List<String> names, IntToDoubleFunction share) {
    if (names.isEmpty()) {
      return NONE;
    }
    double[] shares = new double[names.size()];
    Arrays.setAll(shares, share);
    return new StreamShares(List.copyOf(names), shares);
  }

  /** Whether the detector has no streams. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** The shares by the names of the streams, in the detector's order. */
  public Map<String, Double> asMap() {
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int i = 0; i < shares.length; i++) {
      byName.put(names.get(i), shares[i]);
    }
    return byName;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StreamShares that
        && names.equals(that.names)
        && Arrays.equals(shares, that.shares);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Arrays.hashCode(shares);
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
