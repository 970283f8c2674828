package dev.tocsin.detect.incident;

/**
 * Missing steps of one series, and when they are too many in a row.
 *
 * <p>Too many are more than {@code maxGap}, and half as many again as the second longest gap there
 * was: a series that comes and goes by itself is not absent when it does so again, while one long
 * absence does not hide the next.
 */
final class Gap {
  private static final double LONGER = 1.5;

  private final int maxGap;
  private int length;
  private int longest;
  private int secondLongest;

  Gap(int maxGap) {
    this.maxGap = maxGap;
  }

  /** Another step is missing. */
  void miss() {
    length++;
  }

  /** A sample is there. */
  void end() {
    if (length >= longest) {
      secondLongest = longest;
      longest = length;
    } else {
      secondLongest = Math.max(secondLongest, length);
    }
    length = 0;
  }

  /** How many steps in a row are missing up to now. */
  int length() {
    return length;
  }

  boolean isAbsence() {
    return length > Math.max(maxGap, LONGER * secondLongest);
  }
}
