package dev.tocsin.model.tribuo.lstm;

import dev.tocsin.bench.CoreShare;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.Warmup;

/** Windows trained on per second and core: forward, backward and Adam's step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class LstmTrainingBenchmark {
  private static final int WINDOWS = 4096;

  /** Window length and hidden units; 2x8 is the tutorial's. */
  @Param({"2x8", "30x8", "30x32"})
  private String shape = "2x8";

  @Param({"32", "128"})
  private int batch = 32;

  private TrainingWindows windows = TrainingWindows.copyOf(1, List.of());
  private Batches batches = new Batches(1, 1, new Random(1));
  private Descent descent =
      new Descent(
          new FloatGradient(new LstmShape(1, 1), 1), AdamSettings.standard(), new double[0]);

  /** Draws windows and first weights. */
  @Setup
  public void draw() {
    String[] sizes = shape.split("x", 2);
    LstmShape size = new LstmShape(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
    Random random = new Random(1);
    double[] series = random.doubles(WINDOWS + size.window()).toArray();
    windows =
        TrainingWindows.copyOf(
            size.window(),
            IntStream.range(0, WINDOWS)
                .mapToObj(i -> Arrays.copyOfRange(series, i, i + size.window() + 1))
                .toList());
    batches = new Batches(WINDOWS, batch, random);
    descent =
        new Descent(
            new FloatGradient(size, batch),
            AdamSettings.standard(),
            InitialWeights.draw(size, random));
  }

  /** A pass over all windows. */
  @Benchmark
  @OperationsPerInvocation(WINDOWS)
  public double pass(CoreShare share) {
    double loss = 0;
    for (int i = 0; i < batches.perPass(); i++) {
      loss += descent.step(windows, batches.order(), batches.next());
    }
    share.lap();
    return loss;
  }
}
