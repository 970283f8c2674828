package dev.tocsin.model.tribuo.seasonal;

import com.sun.management.OperatingSystemMXBean;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Random;

/** One fit of many series, as a retraining makes it: how long it takes, and how much CPU time. */
final class FitAtScale {
  private static final double NANOS = 1e9;

  private FitAtScale() {}

  /** Arguments: how many series, and how many points each has. */
  public static void main(String[] arguments) {
    int series = Integer.parseInt(arguments[0]);
    int points = Integer.parseInt(arguments[1]);
    SeriesMatrix history = history(series, points);
    SeasonalArTrainer trainer = new SeasonalArTrainer(InstantSource.system());
    TrainingSettings settings = TrainingSettings.of(SeasonalArTrainer.WINDOW);
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    Fitted fitted = trainer.fit(history, settings, Progress.none());
    double wall = (System.nanoTime() - start) / NANOS;
    double used = (process.getProcessCpuTime() - cpu) / NANOS;
    System.out.printf(
        Locale.ROOT,
        "%,d series of %d points on %d processors: %.1f s, %.1f s of CPU time, %.3f ms a series%n",
        fitted.parameters().size(),
        points,
        Runtime.getRuntime().availableProcessors(),
        wall,
        used,
        1_000 * used / series);
  }

  /** A third each of noise, an autoregression, and one with gaps and a spike. */
  private static SeriesMatrix history(int series, int points) {
    Random random = new Random(1);
    SeriesMatrix.Builder matrix = SeriesMatrix.on(new TimeGrid(1_767_225_600_000L, 60_000, points));
    double[] values = new double[points];
    for (int row = 0; row < series; row++) {
      double state = 0;
      for (int t = 0; t < points; t++) {
        state = (row % 3 == 0 ? 0 : 0.6) * state + random.nextGaussian();
        values[t] = row % 3 == 2 && t % 97 == 5 ? Double.NaN : 100 + state;
      }
      values[points / 2] += row % 3 == 2 ? 40 : 0;
      matrix.add(Labels.of("instance", "host-" + row), values);
    }
    return matrix.build();
  }
}
