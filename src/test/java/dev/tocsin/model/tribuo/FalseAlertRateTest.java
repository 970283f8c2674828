package dev.tocsin.model.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.Detectors;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.testing.NoiseLaw;
import dev.tocsin.window.SlidingWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rate that is asked for is the rate that is had, on noise that stays as it is. */
final class FalseAlertRateTest {
  private static final int SERIES = 30;

  /** Of the kinds that do not have their own number. */
  private static final int LAGS = 12;

  private static final int HISTORY = 1_500;
  private static final int SCORED = 1_500;

  /**
   * A table made from several laws and lengths of history cannot be nearer for each: of the
   * ensemble, between normal noise after 2,000 steps and an AR(0.9) after 600, the rate at 14 nats
   * differs 17-fold.
   */
  private static final double MOST_FACTOR = 5;

  /**
   * Fewer do no harm: k-means knows few windows as unlike as those that AR(0.9) wanders through.
   */
  private static final double LEAST_FACTOR = 6;

  private static final double RATE = 0.005;

  /** Scores are rounded to floats. */
  private static final double ROUNDING = 1e-5;

  /** From nanoseconds in seconds to bytes on a large disk. */
  private static final List<Noise> NOISES =
      List.of(
          new Noise(NoiseLaw.NORMAL, 1e-9),
          new Noise(NoiseLaw.AUTOREGRESSIVE, 1),
          new Noise(NoiseLaw.LAPLACE, 1e12),
          new Noise(NoiseLaw.EXPONENTIAL, 1e-9));

  private record Noise(NoiseLaw law, double scale) {}

  private static Stream<Arguments> kindsAndNoises() {
    return Stream.of(Kind.values())
        .flatMap(kind -> NOISES.stream().map(noise -> Arguments.of(kind, noise)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndNoises")
  void rate_thatIsAskedForIsHad(Kind kind, Noise noise) {
    SeriesMatrix matrix = matrix(noise);
    TrainingSettings settings = TrainingSettings.of(LAGS).withFalseAlertRate(RATE);

    Fitted fitted = kind.fit(matrix.slice(0, HISTORY), settings);

    List<Double> rates = rates(fitted, matrix);
    // Of steps that say "this rare or rarer" there are as many as they say.
    for (double rate : new double[] {0.1, 0.03, RATE}) {
      double share = rates.stream().filter(told -> told <= rate).count() / (double) rates.size();
      assertThat(share).as("rate %s", rate).isBetween(rate / LEAST_FACTOR, rate * MOST_FACTOR);
    }
  }

  /** The rate that each step's score tells; checked to be the one asked for where that is 1. */
  private static List<Double> rates(Fitted fitted, SeriesMatrix matrix) {
    List<Double> rates = new ArrayList<>();
    SlidingWindows windows = new SlidingWindows(matrix, fitted.shape().window(), 3);
    try (ServingModel model = ServingModel.open(Detectors.detector("dns", "a", fitted, matrix))) {
      ScoreBatch batch = model.batch(SERIES * SCORED);
      for (int row = 0; row < SERIES; row++) {
        for (int t = HISTORY; t < HISTORY + SCORED; t++) {
          assertThat(batch.add(windows, row, t, row)).isEqualTo(Admission.ACCEPTED);
        }
      }
      batch.finish();
      for (int i = 0; i < batch.size(); i++) {
        double rate = batch.falseAlertRate(i).orElseThrow();
        assertThat(rate <= RATE * (1 + ROUNDING)).isEqualTo(batch.anomalyScore(i) >= 1);
        rates.add(rate);
      }
    }
    return rates;
  }

  private static SeriesMatrix matrix(Noise noise) {
    Random random = new Random(17);
    SeriesMatrix.Builder builder = SeriesMatrix.on(SyntheticSeries.grid(HISTORY + SCORED));
    for (int row = 0; row < SERIES; row++) {
      double[] values = noise.law().draw(random, HISTORY + SCORED);
      builder.add(
          SyntheticSeries.labels(row),
          Arrays.stream(values).map(value -> noise.scale() * value).toArray());
    }
    return builder.build();
  }
}
