package dev.tocsin.detect;

import java.util.List;
import java.util.Optional;

/**
 * What must be true besides the score for a point to be anomalous. The names are vmanomaly's.
 *
 * <p>A point that a gate holds back keeps its score. A point outside the data range is anomalous
 * whatever the other gates say.
 *
 * @param direction on which side of yhat a point must lie
 * @param minDevFromExpected how far from yhat it must lie, in the unit of the series
 * @param minRelDevFromExpected how far from yhat it must lie, as a fraction of yhat's magnitude
 * @param dataRange outside of which no value of the series makes sense
 */
public record Gates(
    Direction direction,
    Deviation minDevFromExpected,
    Deviation minRelDevFromExpected,
    Optional<Range> dataRange) {
  /** The least score of a point outside the data range: clearly above the threshold. */
  public static final double OUT_OF_RANGE_SCORE = 2;

  private static final Gates OPEN =
      new Gates(Direction.BOTH, Deviation.NONE, Deviation.NONE, Optional.empty());

  /** Gates that hold nothing back. */
  public static Gates open() {
    return OPEN;
  }

  /** Which side of yhat counts. */
  public enum Direction {
    /** Above and below. */
    BOTH,
    /** Only what lies above. */
    ABOVE_EXPECTED,
    /** Only what lies below. */
    BELOW_EXPECTED
  }

  /**
   * A least distance from yhat.
   *
   * @param below of points below yhat, at least 0
   * @param above of points above yhat, at least 0
   */
  public record Deviation(double below, double above) {
    /** Any distance will do. */
    public static final Deviation NONE = new Deviation(0, 0);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public Deviation {
      if (!(below >= 0 && above >= 0 && below + above < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "[" + below + ", " + above + "], expected two finite numbers of at least 0");
      }
    }

    /**
     * The distance that one number, or a pair of below and above, gives.
     *
     * @throws IllegalArgumentException if there are neither one nor two, or one is wrong
     */
    public static Deviation of(List<Double> numbers) {
      return switch (numbers.size()) {
        case 1 -> new Deviation(numbers.get(0), numbers.get(0));
        case 2 -> new Deviation(numbers.get(0), numbers.get(1));
        default ->
            throw new IllegalArgumentException(
                numbers + ", expected one number, or two: below and above");
      };
    }

    private double of(boolean isAbove) {
      return isAbove ? above : below;
    }
  }

  /**
   * The values that make sense, both ends included.
   *
   * @param min the least, possibly −∞
   * @param max the greatest, possibly +∞
   */
  public record Range(double min, double max) {
    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if they are NaN or the wrong way round
     */
    public Range {
      if (!(min <= max)) {
        throw new IllegalArgumentException(
            "[" + min + ", " + max + "], expected two numbers, the least first");
      }
    }

    /**
     * The range of two numbers.
     *
     * @throws IllegalArgumentException if there are not two, or they are the wrong way round
     */
    public static Range of(List<Double> numbers) {
      if (numbers.size() != 2) {
        throw new IllegalArgumentException(
            numbers + ", expected two numbers, the least and the greatest");
      }
      return new Range(numbers.get(0), numbers.get(1));
    }

    private boolean holds(double value) {
      return min <= value && value <= max;
    }
  }

  /** Whether a gate asks how a point lies to its forecast. */
  public boolean needForecast() {
    return direction != Direction.BOTH
        || !minDevFromExpected.equals(Deviation.NONE)
        || !minRelDevFromExpected.equals(Deviation.NONE);
  }

  /** Whether nothing is held back and nothing added. */
  public boolean isOpen() {
    return equals(OPEN);
  }

  /** The series as it is behind the gates. */
  public SeriesVerdict pass(SeriesVerdict series) {
    return isOpen()
        ? series
        : new SeriesVerdict(series.labels(), series.points().stream().map(this::pass).toList());
  }

  private PointVerdict pass(PointVerdict point) {
    return point instanceof Scored scored ? pass(scored) : point;
  }

  /** The point as it is behind the gates. */
  public Scored pass(Scored point) {
    if (dataRange.isPresent() && !dataRange.get().holds(point.y())) {
      return point.atLeast(OUT_OF_RANGE_SCORE);
    }
    return !point.anomalous() || admits(point) ? point : point.heldBack();
  }

  /** What has no forecast lies on no side of it and at no distance. */
  private boolean admits(Scored point) {
    if (!point.hasForecast()) {
      return true;
    }
    double distance = point.y() - point.yhat();
    boolean isAbove = distance > 0;
    return switch (direction) {
          case BOTH -> true;
          case ABOVE_EXPECTED -> isAbove;
          case BELOW_EXPECTED -> !isAbove;
        }
        && Math.abs(distance) >= minDevFromExpected.of(isAbove)
        && Math.abs(distance) >= minRelDevFromExpected.of(isAbove) * Math.abs(point.yhat());
  }
}
