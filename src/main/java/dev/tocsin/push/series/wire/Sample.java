package dev.tocsin.push.series.wire;

import dev.tocsin.series.Labels;

/**
 * One sample to be written.
 *
 * @param series of which it is; best the same one for all of its samples
 * @param timeMillis in milliseconds since the epoch
 */
public record Sample(WrittenSeries series, long timeMillis, double value) {
  /** Those of its series, name included. */
  public Labels labels() {
    return series.labels();
  }
}
