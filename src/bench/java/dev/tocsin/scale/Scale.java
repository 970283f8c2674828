package dev.tocsin.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Retrains a job and scores it with the stored model, from Prometheus and back to it, at each of
 * some numbers of series. Prints a row of a table for each.
 *
 * <p>Arguments: the kind of model, its lags ({@code 0}: as the kind has them), hours of history at
 * 15 seconds, and numbers of series.
 */
public final class Scale {
  private static final int WARM_UP = 10;
  private static final int RUNS = 9;
  private static final double MEGA = 1e6;

  private Scale() {}

  /** Measures. */
  public static void main(String[] arguments) {
    String kind = arguments[0];
    int lags = Integer.parseInt(arguments[1]);
    int hours = Integer.parseInt(arguments[2]);
    System.out.println(
        "| series | retrain, s | CPU, s | score, s | CPU, s | Prometheus, CPU s"
            + " | live heap, MB | resident, MB |");
    System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|");
    Arrays.stream(arguments)
        .skip(3)
        .mapToInt(Integer::parseInt)
        .forEach(series -> measure(settings(kind, lags), hours, series));
  }

  private static Map<String, String> settings(String kind, int lags) {
    Map<String, String> kindOnly = Map.of("tocsin.jobs.load.model.kind", kind);
    return lags == 0
        ? kindOnly
        : Map.of(
            "tocsin.jobs.load.model.kind",
            kind,
            "tocsin.jobs.load.model.lags",
            Integer.toString(lags));
  }

  private static void measure(Map<String, String> settings, int hours, int series) {
    try (Bench bench = Bench.start(series, hours, settings)) {
      Bench.Sample retrain = bench.retrain();
      List<Bench.Sample> runs = new ArrayList<>();
      for (int i = 0; i < WARM_UP + RUNS; i++) {
        bench.tick();
        runs.add(bench.score());
        requireWritten(bench, runs.get(i));
      }
      List<Bench.Sample> warm = runs.subList(WARM_UP, runs.size());
      System.out.printf(
          Locale.ROOT,
          "| %,d | %.1f | %.1f | %.2f | %.2f | %.2f | %.0f | %.0f |%n",
          series,
          retrain.seconds(),
          retrain.cpu(),
          median(warm, Bench.Sample::seconds),
          median(warm, Bench.Sample::cpu),
          median(warm, Bench.Sample::prometheusCpu),
          bench.liveHeapBytes() / MEGA,
          Usage.of(bench.functionPid()).residentBytes() / MEGA);
    }
  }

  /** Each score of the answer must have come back to Prometheus by the end of the call. */
  private static void requireWritten(Bench bench, Bench.Sample run) {
    long written = bench.scoresWritten();
    if (run.scored() == 0 || written != run.scored()) {
      throw new IllegalStateException(
          run.scored() + " series have a score in the answer, but " + written + " in Prometheus");
    }
  }

  private static double median(List<Bench.Sample> runs, ToDoubleFunction<Bench.Sample> of) {
    double[] sorted = runs.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
