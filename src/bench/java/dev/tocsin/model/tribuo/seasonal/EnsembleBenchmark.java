package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.bench.CoreShare;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.SlidingWindows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Fits of 600 points, in series; and scores of steps, windows read and graph run, in steps. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class EnsembleBenchmark {
  private static final int SERIES = 2_048;
  private static final int HISTORY = 600;
  private static final int SCORED = 240;

  private final SeasonalArTrainer trainer =
      new SeasonalArTrainer(InstantSource.fixed(Instant.EPOCH));
  private final SeriesMatrix samples = samples();
  private final SeriesMatrix history = samples.slice(0, HISTORY);
  private final SlidingWindows windows = new SlidingWindows(samples, SeasonalArTrainer.WINDOW, 3);
  private final Fitted fitted = fitAll();
  private final OnnxDetector detector = OnnxDetector.open(fitted.graph(), fitted.graph().digest());

  /** A batch that is told so many steps of a series at once, of which there are 240 in all. */
  @State(Scope.Benchmark)
  public static class Steps {
    @Param({"1", "4", "8", "20", "30", "60", "240"})
    private int together;

    private Admission[] admissions = {};
    private @Nullable ScoreBatch batch;

    @Setup
    public void prepare(EnsembleBenchmark ensemble) {
      admissions = new Admission[together];
      batch =
          ensemble.detector.batch(
              ensemble.fitted.parameters(),
              ensemble.fitted.shape(),
              together,
              SERIES * SCORED / together);
    }
  }

  private Fitted fitAll() {
    return trainer.fit(history, TrainingSettings.of(SeasonalArTrainer.WINDOW), Progress.none());
  }

  private static SeriesMatrix samples() {
    Random random = new Random(1);
    SeriesMatrix.Builder matrix =
        SeriesMatrix.on(new TimeGrid(1_767_225_600_000L, 60_000, HISTORY + SCORED));
    double[] values = new double[HISTORY + SCORED];
    for (int row = 0; row < SERIES; row++) {
      double state = 0;
      for (int t = 0; t < values.length; t++) {
        state = 0.6 * state + random.nextGaussian();
        values[t] = 100 + state;
      }
      matrix.add(Labels.of("instance", "host-" + row), values);
    }
    return matrix.build();
  }

  /** On all threads of the common pool: divide by them. */
  @Benchmark
  @OperationsPerInvocation(SERIES)
  public Fitted fit() {
    return fitAll();
  }

  /** On one thread, as a run does: a series' steps together, then the next series. */
  @Benchmark
  @OperationsPerInvocation(SERIES * SCORED)
  public double score(Steps steps, CoreShare share) {
    ScoreBatch batch = Objects.requireNonNull(steps.batch);
    batch.clear();
    for (int row = 0; row < SERIES; row++) {
      for (int t = HISTORY; t < HISTORY + SCORED; t += steps.together) {
        batch.add(windows, row, t, row, steps.admissions, 0);
      }
    }
    batch.finish();
    share.lap();
    return batch.anomalyScore(0);
  }

  @TearDown
  public void close() {
    detector.close();
  }
}
