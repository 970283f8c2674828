package dev.tocsin.model.tribuo.lstm;

import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Seeded training data for the tests. */
final class Samples {
  private Samples() {}

  /** A noisy sine with values from 0 to 1, as after scaling. */
  static double[] wave(int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToDouble(i -> 0.5 + 0.4 * Math.sin(i / 5.0) + 0.02 * random.nextGaussian())
        .toArray();
  }

  static TrainingWindows waveWindows(int length, int windows) {
    return windows(length, wave(windows + length, 7));
  }

  /** Every window of a series, with what followed it. */
  static TrainingWindows windows(int length, double[] series) {
    List<double[]> rows =
        IntStream.range(0, series.length - length)
            .mapToObj(i -> Arrays.copyOfRange(series, i, i + length + 1))
            .toList();
    return TrainingWindows.copyOf(length, rows);
  }

  /** Parameters large enough that no gate is idle and some are near saturation. */
  static double[] parameters(LstmShape shape, long seed) {
    Random random = new Random(seed);
    return random.doubles(shape.parameters(), -1.5, 1.5).toArray();
  }

  static int[] inOrder(int count) {
    return IntStream.range(0, count).toArray();
  }
}
