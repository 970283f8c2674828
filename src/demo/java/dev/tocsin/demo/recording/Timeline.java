package dev.tocsin.demo.recording;

import java.util.Arrays;

/**
 * The times at which a target was scraped, ascending, in milliseconds since the epoch.
 *
 * <p>Immutable. All series of one target share one timeline.
 */
public final class Timeline {
  private final long[] millis;

  private Timeline(long[] millis) {
    this.millis = millis;
  }

  /**
   * The timeline of these times.
   *
   * @throws IllegalArgumentException if there is no time, or one is not after the time before it
   */
  public static Timeline of(long... millis) {
    if (millis.length == 0) {
      throw new IllegalArgumentException("no time given, expected at least one");
    }
    for (int i = 1; i < millis.length; i++) {
      if (millis[i] <= millis[i - 1]) {
        throw new IllegalArgumentException(
            "time " + millis[i] + " ms follows " + millis[i - 1] + " ms, expected ascending times");
      }
    }
    return new Timeline(millis.clone());
  }

  int size() {
    return millis.length;
  }

  /** A time, counted from 0. */
  public long millis(int index) {
    return millis[index];
  }

  /** The earliest time. */
  public long firstMillis() {
    return millis[0];
  }

  /** The latest time. */
  public long lastMillis() {
    return millis[millis.length - 1];
  }

  /** These times, all of them later by {@code shiftMillis}, or earlier if that is negative. */
  Timeline later(long shiftMillis) {
    return new Timeline(Arrays.stream(millis).map(time -> time + shiftMillis).toArray());
  }

  /** The index of the latest time that is not after {@code timeMillis}; -1 if there is none. */
  public int floor(long timeMillis) {
    int found = Arrays.binarySearch(millis, timeMillis);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Timeline that && Arrays.equals(millis, that.millis);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(millis);
  }
}
