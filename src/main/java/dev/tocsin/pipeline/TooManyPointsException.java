package dev.tocsin.pipeline;

/** An answer would have more points than one answer may. */
public final class TooManyPointsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyPointsException(int series, int steps, int most) {
    super(
        series
            + " series with "
            + steps
            + " points each, expected at most "
            + most
            + " points in an answer: ask for the last point only, a shorter window or fewer series");
  }
}
