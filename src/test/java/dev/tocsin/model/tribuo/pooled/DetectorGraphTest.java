package dev.tocsin.model.tribuo.pooled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.FalseAlertRates;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Season;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.calibration.TailTensor;
import dev.tocsin.model.calibration.Threshold;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.window.SlidingWindows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.ONNXExportable;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXRef;

final class DetectorGraphTest {
  /** Features are float. */
  private static final double FLOAT_TOLERANCE = 1e-5;

  /** Two slots: even steps lie at 100, odd ones at 200; slot 0 begins at an even step. */
  private static final Shape SHAPE =
      Shape.utc(
          4,
          SyntheticSeries.STEP_MILLIS,
          Season.of(
              Duration.ofMillis(2 * SyntheticSeries.STEP_MILLIS),
              Duration.ofMillis(SyntheticSeries.STEP_MILLIS)));

  private static final double NATS = 6;
  private static final Threshold THRESHOLD =
      new Threshold(NATS, FalseAlertRates.measured(List.of(1.0), List.of(1e-3)));
  private static final Tail BELOW = new Tail(1, 0.5, 2.5);
  private static final Tail ABOVE = new Tail(2, 0.25, 3);

  private static final double[] VALUES = {101, 202, 103, 204, 105};

  @Test
  void levels_forecastTheLevelOfTheTarget() {
    // Residuals in scales of 2: 0.5, 1, 1.5, 2; their mean is 1.25, and the target's level 100.
    assertThat(yhat(Normalisation.LEVELS, 1)).isCloseTo(102.5, within(FLOAT_TOLERANCE));
  }

  @Test
  void changes_forecastTheStepFromTheLastValue() {
    // Changes in scales of 2: 0.5 each; the last residual is 2 scales.
    assertThat(yhat(Normalisation.CHANGES, 1)).isCloseTo(105, within(FLOAT_TOLERANCE));
  }

  @Test
  void trust_mixesTheForecastWithTheLastValue() {
    // The last value, less its level 200, is 4; the target's level is 100.
    assertThat(yhat(Normalisation.LEVELS, 0)).isCloseTo(104, within(FLOAT_TOLERANCE));
    assertThat(yhat(Normalisation.CHANGES, 0)).isCloseTo(104, within(FLOAT_TOLERANCE));
    assertThat(yhat(Normalisation.LEVELS, 0.5)).isCloseTo(103.25, within(FLOAT_TOLERANCE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e12, -40, -3, -0.5, 0, 1, 3.9, 60, 1e14})
  void score_isTheNatsOfTheDistanceInItsTail(double deviation) {
    Judged judged = judged(Normalisation.LEVELS, 1, 102.5 + deviation);

    Tail tail = deviation < 0 ? BELOW : ABOVE;
    double expected = tail.of(Math.min(Tail.MOST, Math.abs(deviation) / 2)) / NATS;
    assertThat(judged.score()).isCloseTo(expected, within(FLOAT_TOLERANCE * (1 + expected)));
    assertThat(judged.score() >= 1)
        .isEqualTo(102.5 + deviation <= judged.lower() || 102.5 + deviation >= judged.upper());
  }

  @Test
  void score_onTheBoundIsOne() {
    Judged judged = judged(Normalisation.LEVELS, 1, 0);

    assertThat(judged(Normalisation.LEVELS, 1, judged.upper()).score())
        .isCloseTo(1, within(FLOAT_TOLERANCE));
    assertThat(judged(Normalisation.LEVELS, 1, judged.lower()).score())
        .isCloseTo(1, within(FLOAT_TOLERANCE));
  }

  private static double yhat(Normalisation normalisation, double trust) {
    return judged(normalisation, trust, 105).yhat();
  }

  private record Judged(double yhat, double lower, double upper, double score) {}

  private static Judged judged(Normalisation normalisation, double trust, double y) {
    double[] values = VALUES.clone();
    values[4] = y;
    Forecaster mean = new Forecaster(new Mean(), normalisation.features(SHAPE.window()), "mean");
    OnnxGraph graph = new DetectorGraph("mean", SHAPE, normalisation, THRESHOLD).write(mean);
    try (OnnxDetector detector = OnnxDetector.open(graph, graph.digest())) {
      ScoreBatch batch = detector.batch(series(trust), SHAPE, 1);
      batch.add(new SlidingWindows(SyntheticSeries.matrix(values), 4, 0), 0, 4, 0);
      batch.finish();
      return new Judged(
          batch.yhat(0), batch.yhatLower(0), batch.yhatUpper(0), batch.anomalyScore(0));
    }
  }

  private static SeriesParameters series(double trust) {
    return new SeriesParameters(
        List.of(SyntheticSeries.labels(0)),
        Map.of(
            DetectorContract.PROFILE, SeriesTensor.copyOf(2, 100, 200),
            DetectorContract.SCALE, SeriesTensor.filled(1, 2),
            DetectorContract.TRUST, SeriesTensor.filled(1, trust),
            DetectorContract.LOWER, SeriesTensor.filled(1, BELOW.at(NATS)),
            DetectorContract.UPPER, SeriesTensor.filled(1, ABOVE.at(NATS)),
            DetectorContract.TAILS, TailTensor.of(List.of(List.of(BELOW, ABOVE)))));
  }

  /** Forecasts the mean of the features. */
  private record Mean() implements ONNXExportable {
    @Override
    public ONNXNode writeONNXGraph(ONNXRef<?> features) {
      return features.apply(
          ONNXOperators.REDUCE_MEAN, Map.of("axes", new int[] {1}, "keepdims", 1));
    }

    @Override
    public OnnxMl.ModelProto exportONNXModel(String domain, long version) {
      throw new UnsupportedOperationException("a part of a graph is all that is asked for");
    }
  }
}
