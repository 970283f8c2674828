package dev.tocsin.model.tribuo;

import java.util.Arrays;

/**
 * An outage in the history of a series.
 *
 * @param share of the history that it fills
 */
record Outage(Form form, Place place, double share) {
  /** What is seen of a series while it is out. */
  enum Form {
    ZERO,
    MISSING,
    /** The last value stays. */
    FLAT
  }

  /** Where in the history it lies. */
  enum Place {
    EARLY,
    MIDDLE,
    /** In the last quarter, from which bands are made, or reaching into it. */
    HELD_BACK,
    /** It still goes on where the history ends. */
    END
  }

  /** The history with the outage in it. */
  double[] in(double[] calm) {
    int length = calm.length;
    int steps = (int) (share * length);
    int from =
        switch (place) {
          case EARLY -> length / 15;
          case MIDDLE -> (length - steps) / 2;
          case HELD_BACK -> length - length / 10 - steps;
          case END -> length - steps;
        };
    double seen =
        switch (form) {
          case ZERO -> 0;
          case MISSING -> Double.NaN;
          case FLAT -> calm[from];
        };
    double[] hurt = calm.clone();
    Arrays.fill(hurt, from, from + steps, seen);
    return hurt;
  }
}
