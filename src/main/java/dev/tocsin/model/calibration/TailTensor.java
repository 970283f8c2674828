package dev.tocsin.model.calibration;

import dev.tocsin.model.SeriesTensor;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Tails of many series as a tensor {@code [series × 3 k]}: k starts, then k scales, then k nats.
 */
public final class TailTensor {
  private TailTensor() {}

  /**
   * The tensor of these tails.
   *
   * @param tails of each series, as many of each, at least one
   */
  public static SeriesTensor of(List<List<Tail>> tails) {
    return SeriesTensor.copyOf(
        width(tails.get(0).size()), tails.stream().flatMapToDouble(TailTensor::row).toArray());
  }

  private static DoubleStream row(List<Tail> tails) {
    return Stream.<ToDoubleFunction<Tail>>of(Tail::start, Tail::scale, Tail::nats)
        .flatMapToDouble(number -> tails.stream().mapToDouble(number));
  }

  /** How many numbers {@code k} tails have. */
  public static int width(int k) {
    return 3 * k;
  }
}
