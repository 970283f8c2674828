package dev.tocsin.pipeline.read;

/** An answer would have more points than one answer may. */
public final class TooManyPointsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private TooManyPointsException(int series, int steps, long most, String advice) {
    super(
        series
            + " series with "
            + steps
            + " points each, expected at most "
            + most
            + " points in an answer: "
            + advice);
  }

  public static TooManyPointsException ofScores(int series, int steps, long most) {
    return new TooManyPointsException(
        series, steps, most, "ask for the last point only, a shorter window or fewer series");
  }

  public static TooManyPointsException ofBacktest(int series, int steps, long most) {
    return new TooManyPointsException(
        series, steps, most, "replay a shorter range, a longer step or fewer series");
  }
}
