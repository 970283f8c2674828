package dev.tocsin.model.tribuo.pooled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Season;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDModel;

final class LinearTrainerTest {
  private static final int WINDOW = 12;
  private static final Shape SHAPE = Shape.utc(WINDOW, SyntheticSeries.STEP_MILLIS, Season.none());

  /** Features are rounded to float, and summed in float. */
  private static final double FLOAT_TOLERANCE = 1e-5;

  @Test
  void graph_equalsTheModelsPredictions() {
    Forecaster linear = fit(windows(new Random(1), 2000, 0.6, -0.3));
    OnnxGraph graph = graph(linear);
    double[] values = SyntheticSeries.ar(new Random(9), 500, 40, 3, 0.6, -0.3);
    SeriesMatrix matrix = SyntheticSeries.matrix(values);

    try (OnnxDetector detector = OnnxDetector.open(graph, graph.digest())) {
      ScoreBatch batch = detector.batch(series(2.5), SHAPE, 100);
      for (int t = WINDOW; t < values.length; t++) {
        batch.add(new SlidingWindows(matrix, WINDOW, 0), 0, t, 0);
      }
      batch.finish();
      for (int i = 0; i < batch.size(); i++) {
        double expected = values[i + WINDOW - 1] + 2.5 * predict(model(linear), values, i, 2.5);
        assertThat(batch.yhat(i)).isCloseTo(expected, within(FLOAT_TOLERANCE));
      }
    }
  }

  private static double predict(Model<Regressor> model, double[] values, int from, double scale) {
    String[] names = TrainingWindows.featureNames(WINDOW - 1);
    double[] changes = new double[WINDOW - 1];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = (values[from + i + 1] - values[from + i]) / scale;
    }
    Regressor unknown = new Regressor("y", Double.NaN);
    return model.predict(new ArrayExample<>(unknown, names, changes)).getOutput().getValues()[0];
  }

  @Test
  void weights_ofAutoregression_areItsCoefficients() {
    LinearSGDModel linear = model(fit(windows(new Random(1), 30_000, 0.6, -0.3)));

    double[] w = linear.getWeightsCopy().toArray()[0];
    // yhat = last + Σ w[i] (x[i + 1] − x[i]), so the weight of x[i] is w[i − 1] − w[i].
    double ofLast = 1 + w[WINDOW - 2];
    double ofSecondLast = w[WINDOW - 3] - w[WINDOW - 2];
    // A forecaster that knows no level spreads what is missing to 1, here 0.7, over the window.
    double spread = 0.7 / WINDOW;
    assertThat(ofLast).isCloseTo(0.6 + spread, within(0.03));
    assertThat(ofSecondLast).isCloseTo(-0.3 + spread, within(0.03));
    for (int i = 1; i < WINDOW - 2; i++) {
      assertThat(w[i - 1] - w[i]).isCloseTo(spread, within(0.05));
    }
  }

  @Test
  void fit_ofWindowsThatAreNotFinite_tellsSo() {
    TrainingWindows windows = new TrainingWindows(50, 3);
    for (int i = 0; i < windows.count(); i++) {
      windows.set(i, new double[] {i, Double.POSITIVE_INFINITY, 1}, 1);
    }

    assertThatThrownBy(() -> fit(windows))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.NOT_FINITE))
        .hasMessageContaining("weights of the linear forecaster are NaN or infinite");
  }

  private static Forecaster fit(TrainingWindows windows) {
    return new LinearTrainer().fit(windows, TrainingSettings.of(WINDOW), Progress.none());
  }

  private static LinearSGDModel model(Forecaster linear) {
    return (LinearSGDModel) linear.model();
  }

  private static TrainingWindows windows(Random random, int count, double... phi) {
    double[] x = SyntheticSeries.ar(random, count + WINDOW, 0, 1, phi);
    TrainingWindows windows = new TrainingWindows(count, WINDOW - 1);
    double[] changes = new double[WINDOW - 1];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < changes.length; j++) {
        changes[j] = x[i + j + 1] - x[i + j];
      }
      windows.set(i, changes, x[i + WINDOW] - x[i + WINDOW - 1]);
    }
    return windows;
  }

  private static OnnxGraph graph(Forecaster forecaster) {
    return new DetectorGraph(
            "linear",
            SHAPE,
            Normalisation.CHANGES,
            PooledThresholds.of(true, OptionalDouble.empty()))
        .write(forecaster);
  }

  private static SeriesParameters series(double scale) {
    return new SeriesParameters(
        List.of(SyntheticSeries.labels(0)),
        Map.of(
            DetectorContract.SCALE, SeriesTensor.filled(1, scale),
            DetectorContract.TRUST, SeriesTensor.filled(1, 1),
            DetectorContract.LOWER, SeriesTensor.filled(1, 3),
            DetectorContract.UPPER, SeriesTensor.filled(1, 4),
            DetectorContract.TAILS, SeriesTensor.copyOf(6, 1, 1, 1, 1, 2.5, 2.5)));
  }
}
