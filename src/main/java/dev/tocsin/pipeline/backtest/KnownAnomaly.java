package dev.tocsin.pipeline.backtest;

import dev.tocsin.pipeline.job.InvalidJobException;
import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * A range of time in which series are known to have been anomalous.
 *
 * @param name what the caller calls it
 * @param from its first time
 * @param to its last time, inclusive, not before the first
 * @param isOf which series were
 */
public record KnownAnomaly(String name, Instant from, Instant to, Predicate<Labels> isOf) {
  /**
   * Checks the times.
   *
   * @throws InvalidJobException if the last is before the first
   */
  public KnownAnomaly {
    if (to.isBefore(from)) {
      throw new InvalidJobException(name + ".to", to.toString(), "a time not before from, " + from);
    }
  }
}
