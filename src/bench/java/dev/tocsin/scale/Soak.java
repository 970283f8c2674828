package dev.tocsin.scale;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * A run every ten seconds for a long time: whether the memory stays flat. Prints what it is every
 * five minutes. Arguments: series, minutes.
 */
public final class Soak {
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Duration REPORT = Duration.ofMinutes(5);
  private static final int HOURS = 2;
  private static final double MEGA = 1e6;

  private Soak() {}

  /** Runs. */
  public static void main(String[] arguments) throws InterruptedException {
    int series = Integer.parseInt(arguments[0]);
    Duration length = Duration.ofMinutes(Integer.parseInt(arguments[1]));
    try (Bench bench = Bench.start(series, HOURS, Map.of())) {
      bench.retrain();
      System.out.println("| minutes | runs | live heap, MB | resident, MB | slowest score, s |");
      System.out.println("|---:|---:|---:|---:|---:|");
      long start = System.nanoTime();
      long runs = length.dividedBy(PERIOD);
      double slowest = 0;
      for (long run = 1; run <= runs; run++) {
        bench.tick();
        slowest = Math.max(slowest, bench.score().seconds());
        if (run % REPORT.dividedBy(PERIOD) == 0) {
          print(bench, Duration.ofNanos(System.nanoTime() - start), run, slowest);
          slowest = 0;
        }
        long left = start + run * PERIOD.toNanos() - System.nanoTime();
        Thread.sleep(Duration.ofNanos(Math.max(0, left)).toMillis());
      }
    }
  }

  private static void print(Bench bench, Duration since, long run, double slowest) {
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %.1f | %.0f | %.2f |%n",
        since.toMinutes(),
        run,
        bench.liveHeapBytes() / MEGA,
        bench.residentBytes() / MEGA,
        slowest);
  }
}
