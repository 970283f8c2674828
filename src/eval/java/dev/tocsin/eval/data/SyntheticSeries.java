package dev.tocsin.eval.data;

import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** One made-up series: 500 to 8,000 values of any scale with one to four planted anomalies. */
final class SyntheticSeries {
  private static final long START_MILLIS = 1_600_000_000_000L;
  private static final List<Anomaly> ANOMALIES = List.of(Anomaly.values());
  private static final int[] STEP_SECONDS = {60, 300, 300, 3600};

  private final Signal signal;
  private final long seed;
  private final Random random;
  private final double[] values;
  private final int stepSeconds;
  private final int daySteps;

  SyntheticSeries(Signal signal, long seed) {
    this.signal = signal;
    this.seed = seed;
    // Neighbouring seeds of Random begin alike; spread out they do not.
    this.random = new Random(seed * 7919 + 17);
    this.values = new double[(int) (500 * Math.pow(16, random.nextDouble()))];
    this.stepSeconds = STEP_SECONDS[random.nextInt(STEP_SECONDS.length)];
    this.daySteps = (int) Duration.ofDays(1).toSeconds() / stepSeconds;
  }

  LabelledMatrix labelled() {
    double scale = Math.pow(10, random.nextDouble() * 9 - 3);
    SignalState state = new SignalState(random, daySteps);
    for (int step = 0; step < values.length; step++) {
      state.step();
      values[step] = signal.next(state, step);
    }
    List<StepRange> truth = plantAll();
    for (int step = 0; step < values.length; step++) {
      values[step] *= scale;
    }
    if (random.nextInt(4) == 0) {
      for (int i = 0; i < values.length / 100; i++) {
        values[random.nextInt(values.length)] = Double.NaN;
      }
    }
    String name = signal.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + seed;
    TimeGrid grid = new TimeGrid(START_MILLIS, stepSeconds * 1_000L, values.length);
    SeriesMatrix matrix = SeriesMatrix.on(grid).add(Labels.of("series", name), values).build();
    return LabelledMatrix.onGrid(name, matrix, truth);
  }

  private List<StepRange> plantAll() {
    double usual = Math.max(deviation(), 4 * meanChange());
    int count = 1 + random.nextInt(4);
    List<StepRange> truth = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double share = (i + 0.1 + 0.7 * random.nextDouble()) / count;
      int first = (int) (values.length * (0.25 + 0.7 * share));
      Anomaly anomaly = ANOMALIES.get(random.nextInt(ANOMALIES.size()));
      int length =
          anomaly.isShort()
              ? 1 + random.nextInt(3)
              : 8 + random.nextInt(Math.max(9, values.length / 60));
      StepRange stretch = new StepRange(first, Math.min(values.length, first + length) - 1);
      plant(anomaly, stretch, length, usual * (1.2 + 2.5 * random.nextDouble()));
      truth.add(stretch);
    }
    return truth;
  }

  private void plant(Anomaly anomaly, StepRange stretch, int length, double size) {
    double before = values[stretch.first()];
    for (int step = stretch.first(); step <= stretch.last(); step++) {
      int nth = step - stretch.first();
      double value = values[step];
      values[step] =
          switch (anomaly) {
            case SPIKE -> value + 1.3 * size;
            case DIP -> value - 1.3 * size;
            case SHIFT -> value + (seed % 2 == 0 ? size : -size);
            case ZERO -> signal == Signal.SPARSE ? 20 : 0;
            case FLAT -> signal == Signal.SPARSE ? 5 : before;
            case NOISE -> value + 0.8 * size * random.nextGaussian();
            case DRIFT -> value + 1.3 * size * (nth + 1) / length;
            case PHASE -> outOfPhase(step, nth, size);
          };
      if (signal.isCount()) {
        values[step] = Math.max(0, Math.rint(values[step]));
      }
    }
  }

  private double outOfPhase(int step, int nth, double size) {
    boolean hasRhythm = signal == Signal.DAILY || signal == Signal.WEEKLY;
    return hasRhythm
        ? values[Math.max(0, step - daySteps / 2)]
        : values[step] + size * Math.sin(0.5 * nth);
  }

  private double deviation() {
    double mean = Arrays.stream(values).average().orElse(0);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }

  private double meanChange() {
    double sum = 0;
    for (int step = 1; step < values.length; step++) {
      sum += Math.abs(values[step] - values[step - 1]);
    }
    return sum / values.length;
  }
}
