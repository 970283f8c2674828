package dev.tocsin.prometheus;

import dev.tocsin.prometheus.wire.MatrixWriter;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;

/**
 * How much may come; beyond it, reading stops with {@code TOO_LARGE}. A read of many steps is
 * several answers of the server.
 *
 * @param maxSeries series of a read
 * @param maxSamples series × steps of a read, whether or not there is a sample; eight bytes each
 * @param maxWireBytes body bytes received of one answer
 * @param maxBodyBytes body bytes of one answer after decompression
 */
public record ReadLimits(int maxSeries, long maxSamples, long maxWireBytes, long maxBodyBytes) {
  private static final int DEFAULT_SERIES = 200_000;

  /** More than 10,000 series for a day at 15 seconds. */
  private static final long DEFAULT_SAMPLES = 100_000_000L;

  /** A sample takes about 25 bytes of JSON; twice that leaves room for the longest numbers. */
  private static final long DEFAULT_BYTES = 50 * DEFAULT_SAMPLES;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public ReadLimits {
    requirePositive("maxSeries", maxSeries);
    requirePositive("maxSamples", maxSamples);
    requirePositive("maxWireBytes", maxWireBytes);
    requirePositive("maxBodyBytes", maxBodyBytes);
  }

  /** Room for a day of 10,000 series, or for what half of the heap holds if that is less. */
  public static ReadLimits defaults() {
    long halfOfHeap = Runtime.getRuntime().maxMemory() / 2 / Double.BYTES;
    return new ReadLimits(
        DEFAULT_SERIES, Math.min(DEFAULT_SAMPLES, halfOfHeap), DEFAULT_BYTES, DEFAULT_BYTES);
  }

  /** These bounds with another one on the series. */
  public ReadLimits withMaxSeries(int series) {
    return new ReadLimits(series, maxSamples, maxWireBytes, maxBodyBytes);
  }

  /** These bounds with another one on series × steps. */
  public ReadLimits withMaxSamples(long samples) {
    return new ReadLimits(maxSeries, samples, maxWireBytes, maxBodyBytes);
  }

  /** These bounds with another one on the bytes received. */
  public ReadLimits withMaxWireBytes(long bytes) {
    return new ReadLimits(maxSeries, maxSamples, bytes, maxBodyBytes);
  }

  /** These bounds with another one on the bytes after decompression. */
  public ReadLimits withMaxBodyBytes(long bytes) {
    return new ReadLimits(maxSeries, maxSamples, maxWireBytes, bytes);
  }

  /**
   * A writer of a matrix on {@code grid} that keeps these bounds.
   *
   * @throws SourceException if already one series is too much
   */
  MatrixWriter writer(TimeGrid grid) {
    if (grid.count() > maxSamples) {
      throw new SourceException(
          Kind.TOO_LARGE,
          "a grid of %d steps, more than the bound of %d samples; take a longer step or raise it"
              .formatted(grid.count(), maxSamples));
    }
    return new MatrixWriter(grid, maxSeries, maxSamples);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", expected at least 1");
    }
  }
}
