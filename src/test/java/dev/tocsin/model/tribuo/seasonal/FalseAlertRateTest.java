package dev.tocsin.model.tribuo.seasonal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.Detector;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rate that is asked for is the rate that is had, on noise that stays as it is. */
final class FalseAlertRateTest {
  private static final int SERIES = 60;
  private static final int HISTORY = 1_500;
  private static final int SCORED = 1_500;

  /**
   * A table made from two laws and two lengths of history cannot be nearer for each: between normal
   * noise after 2,000 steps and an AR(0.9) after 600 the rate at 14 nats differs 13-fold.
   */
  private static final double FACTOR = 5;

  @ParameterizedTest
  @CsvSource({
    "normal, 0.01",
    "normal, 0.002",
    "ar, 0.01",
    "ar, 0.002",
    "laplace, 0.01",
    "laplace, 0.002"
  })
  void rate_thatIsAskedForIsHad(String law, double rate) {
    SeriesMatrix matrix = noise(law);
    Detector detector =
        Ensembles.detector(
            Ensembles.prefix(matrix, HISTORY), Ensembles.SETTINGS.withFalseAlertRate(rate));

    assertThat(rateOf(detector, matrix)).isBetween(rate / FACTOR, rate * FACTOR);
  }

  private static double rateOf(Detector detector, SeriesMatrix matrix) {
    SlidingWindows windows = new SlidingWindows(matrix, SeasonalArTrainer.WINDOW, 3);
    int anomalous = 0;
    try (ServingModel model = ServingModel.open(detector)) {
      ScoreBatch batch = model.batch(SERIES * SCORED);
      for (int row = 0; row < SERIES; row++) {
        for (int t = HISTORY; t < HISTORY + SCORED; t++) {
          assertThat(batch.add(windows, row, t, row)).isEqualTo(Admission.ACCEPTED);
        }
      }
      batch.finish();
      for (int i = 0; i < batch.size(); i++) {
        anomalous += batch.anomalyScore(i) >= 1 ? 1 : 0;
      }
    }
    return anomalous / (double) (SERIES * SCORED);
  }

  private static SeriesMatrix noise(String law) {
    Random random = new Random(17);
    SeriesMatrix.Builder builder = SeriesMatrix.on(SyntheticSeries.grid(HISTORY + SCORED));
    for (int row = 0; row < SERIES; row++) {
      double[] values = new double[HISTORY + SCORED];
      double state = 0;
      for (int t = 0; t < values.length; t++) {
        double normal = random.nextGaussian();
        state = 0.9 * state + normal;
        double size = -Math.log(1 - random.nextDouble());
        values[t] =
            switch (law) {
              case "ar" -> state;
              case "laplace" -> random.nextBoolean() ? size : -size;
              default -> normal;
            };
      }
      builder.add(SyntheticSeries.labels(row), values);
    }
    return builder.build();
  }
}
