package dev.tocsin.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a job costs: retrained once, then scored with the stored model, from Prometheus and back to
 * it, a step further each time. Of the scores, medians once the process is warm.
 *
 * @param series how many there are
 * @param retrain on all of the history
 * @param seconds of a score, by the clock
 * @param cpu seconds of a score in the function
 * @param prometheusCpu seconds of a score there
 * @param heapBytes what the function holds on to between two calls
 * @param residentBytes of the function at the end
 */
record WarmRuns(
    int series,
    Bench.Sample retrain,
    double seconds,
    double cpu,
    double prometheusCpu,
    long heapBytes,
    long residentBytes) {
  private static final int RUNS = 9;
  private static final double MEGA = 1e6;

  /** The head of a table of them. */
  static final String HEAD =
      """
      | series | retrain, s | CPU, s | score, s | CPU, s | Prometheus, CPU s | live heap, MB | resident, MB |
      |---:|---:|---:|---:|---:|---:|---:|---:|""";

  /**
   * A job of {@code load}.
   *
   * @param kind of model
   * @param lags of the model; 0: as the kind has them
   * @param hours of history, a sample every 15 seconds
   * @param series how many
   */
  record Of(String kind, int lags, int hours, int series) {
    private Map<String, String> settings() {
      Map<String, String> settings = new TreeMap<>();
      settings.put("tocsin.jobs.load.model.kind", kind);
      if (lags > 0) {
        settings.put("tocsin.jobs.load.model.lags", Integer.toString(lags));
      }
      return settings;
    }
  }

  /** Measures, with servers of its own. */
  static WarmRuns measure(Of job) {
    try (Bench bench = Bench.start(job.series(), job.hours(), job.settings())) {
      Bench.Sample retrain = bench.retrain();
      List<Bench.Sample> runs = new ArrayList<>();
      for (int i = 0; i < Bench.WARM_UP + RUNS; i++) {
        bench.tick();
        runs.add(bench.score());
        requireWritten(bench, runs.get(i));
      }
      List<Bench.Sample> warm = runs.subList(Bench.WARM_UP, runs.size());
      return new WarmRuns(
          job.series(),
          retrain,
          median(warm, Bench.Sample::seconds),
          median(warm, Bench.Sample::cpu),
          median(warm, Bench.Sample::prometheusCpu),
          bench.liveHeapBytes(),
          bench.residentBytes());
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

  /** A row of the table. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %,d | %.1f | %.1f | %.2f | %.2f | %.2f | %.0f | %.0f |",
        series,
        retrain.seconds(),
        retrain.cpu(),
        seconds,
        cpu,
        prometheusCpu,
        heapBytes / MEGA,
        residentBytes / MEGA);
  }
}
