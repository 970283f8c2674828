package dev.tocsin.scale;

import dev.tocsin.testing.RemoteWriter;
import java.net.URI;
import java.util.Random;

/**
 * Series to load a server with, a sample each at every 15 seconds: a quarter each are request rates
 * with an hourly rhythm, measurements of two decimals that wander, fractions of all digits, and
 * flags that seldom change. The same seed gives the same samples.
 */
public final class Load {
  /** The name of the metric. */
  public static final String NAME = "load";

  /** The distance of two samples, in milliseconds. */
  public static final long STEP = 15_000;

  private static final long SLAB = 30 * 60_000;
  private static final int SERIES_PER_REQUEST = 500;
  private static final double HOUR = 3_600_000;

  private final Random random = new Random(1);
  private final double[] values;

  /** So many series. */
  public Load(int series) {
    this.values = random.doubles(series, 0, 100_000).toArray();
  }

  /** Told how much of a load is written. */
  public interface Progress {
    /** So many samples of all are written. */
    void written(long samples, long all);

    /** Says so in one line of the terminal. */
    static Progress onTerminal() {
      return (samples, all) -> {
        System.err.printf("\r%,d of %,d samples loaded", samples, all);
        if (samples >= all) {
          System.err.println();
        }
      };
    }
  }

  /** Writes the samples of {@code [start, end)}, which must not lie before those written before. */
  public void write(URI server, long start, long end, Progress progress) {
    long all = (end - start) / STEP * values.length;
    for (long slab = start; slab < end; slab += SLAB) {
      long slabEnd = Math.min(slab + SLAB, end);
      writeSlab(server, slab, slabEnd);
      progress.written((slabEnd - start) / STEP * values.length, all);
    }
  }

  private void writeSlab(URI server, long start, long end) {
    RemoteWriter writer = new RemoteWriter(server);
    for (int s = 0; s < values.length; s++) {
      writer.series(
          "__name__", NAME, "instance", "10.0.0." + s + ":9100", "job", "bench", "code", "200");
      for (long t = start; t < end; t += STEP) {
        values[s] = next(s, t);
        writer.sample(t, values[s]);
      }
      if (s % SERIES_PER_REQUEST == SERIES_PER_REQUEST - 1 || s == values.length - 1) {
        writer.send();
      }
    }
  }

  private double next(int series, long millis) {
    return switch (series % 4) {
      case 0 ->
          Math.round(
              200
                  + 80 * Math.sin(2 * Math.PI * millis / HOUR + series)
                  + 10 * random.nextGaussian());
      case 1 -> Math.round(values[series] * 100 + random.nextInt(200) - 100) / 100.0;
      case 2 -> 0.5 + random.nextGaussian() / 10;
      default -> random.nextInt(100) == 0 ? random.nextInt(2) : Math.min(1, values[series]);
    };
  }
}
