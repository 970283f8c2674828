package dev.tocsin.model.calibration;

import dev.tocsin.model.SeriesTensor;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Whether a series ever moved.
 *
 * @param value of a series that did not; NaN if it did
 * @param tolerance how far from the value is still the same
 */
public record Constancy(double value, double tolerance) {
  /** Values that differ by less of themselves differ by rounding alone. */
  private static final double RELATIVE_ROUNDING = 1e-12;

  /** The least tolerance of a series at 0. */
  private static final double ABSOLUTE_ROUNDING = 1e-12;

  /** Of a series whose values lie from {@code least} to {@code greatest}. */
  public static Constancy of(double least, double greatest) {
    double magnitude = Math.max(Math.abs(least), Math.abs(greatest));
    double tolerance = Math.max(ABSOLUTE_ROUNDING, RELATIVE_ROUNDING * magnitude);
    boolean isConstant = greatest - least <= tolerance;
    return new Constancy(isConstant ? least + (greatest - least) / 2 : Double.NaN, tolerance);
  }

  /** The tensor {@link dev.tocsin.model.DetectorContract#CONSTANT} of these series. */
  public static SeriesTensor tensor(List<Constancy> ofSeries) {
    return SeriesTensor.copyOf(
        2,
        ofSeries.stream()
            .flatMapToDouble(one -> DoubleStream.of(one.value(), one.tolerance()))
            .toArray());
  }

  /** Whether it never moved. */
  public boolean isConstant() {
    return !Double.isNaN(value);
  }
}
