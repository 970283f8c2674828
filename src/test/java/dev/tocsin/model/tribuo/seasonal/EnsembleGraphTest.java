package dev.tocsin.model.tribuo.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnsembleGraphTest {
  private static final int HISTORY = 700;
  private static final int STEPS = 900;
  private static final int MAX_GAP = 3;

  /** Residuals, streams and nats are floats, relative error 1e-7; some dozen operations each. */
  private static final double RELATIVE = 2e-5;

  private static final double NATS = 14;

  /** A step and where it stands. */
  private record Step(int row, int column) {}

  @ParameterizedTest
  @ValueSource(longs = {15_000, 1_800_000})
  void graph_equalsTheReference(long stepMillis) {
    SeriesMatrix matrix = Ensembles.zoo(3, STEPS, stepMillis);
    Detector detector = Ensembles.detector(matrix.slice(0, HISTORY), Ensembles.SETTINGS);
    try (ServingModel model = ServingModel.open(detector)) {
      ScoreBatch batch = model.batch(10_000);
      List<Step> steps = addAll(matrix, batch);
      batch.finish();

      assertThat(steps).hasSizeGreaterThan(2_000);
      int anomalous = 0;
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        ReferenceScore expected =
            new ReferenceScore(
                detector.parameters(), step.row(), matrix, step.column(), MAX_GAP, NATS);
        assertEqual(batch, i, expected, matrix.value(step.row(), step.column()));
        anomalous += expected.score >= 1 ? 1 : 0;
      }
      assertThat(anomalous).isPositive();
    }
  }

  private static List<Step> addAll(SeriesMatrix matrix, ScoreBatch batch) {
    SlidingWindows windows = new SlidingWindows(matrix, SeasonalArTrainer.WINDOW, MAX_GAP);
    List<Step> steps = new ArrayList<>();
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = HISTORY; column < matrix.columns(); column++) {
        if (batch.add(windows, row, column, row) == Admission.ACCEPTED) {
          steps.add(new Step(row, column));
        }
      }
    }
    return steps;
  }

  private static void assertEqual(ScoreBatch batch, int i, ReferenceScore expected, double y) {
    double half = expected.upper - expected.lower;
    assertThat(batch.yhat(i)).isCloseTo(expected.yhat, within(RELATIVE * half));
    assertThat(batch.anomalyScore(i))
        .isCloseTo(expected.score, within(RELATIVE * (1 + 10 * expected.score)));
    if (Math.abs(expected.score - 1) > RELATIVE) {
      assertThat(batch.yhatLower(i)).isCloseTo(expected.lower, within(10 * RELATIVE * half));
      assertThat(batch.yhatUpper(i)).isCloseTo(expected.upper, within(10 * RELATIVE * half));
      boolean isOutside = y <= batch.yhatLower(i) || y >= batch.yhatUpper(i);
      assertThat(isOutside).isEqualTo(batch.anomalyScore(i) >= 1);
    }
    for (int k = 0; k < expected.shares.length; k++) {
      assertThat(batch.streamShare(i, k)).isCloseTo(expected.shares[k], within(1e-4));
    }
  }

  /** Few rows mostly have no season and no gap between them, and many mostly have. */
  @Test
  void graph_toldOneRowForAll_equalsThatToldEach() {
    SeriesMatrix matrix = Ensembles.zoo(3, STEPS, 1_800_000);
    Detector detector = Ensembles.detector(matrix.slice(0, HISTORY), Ensembles.SETTINGS);

    assertSame(scored(detector, matrix, 7), scored(detector, matrix, 10_000));
  }

  /** A graph of the form that asks for a window, and a row of each series, as stores have it. */
  @Test
  void graph_ofEarlierForm_scoresTheSame() throws IOException {
    SeriesMatrix matrix = Ensembles.zoo(3, STEPS, 15_000);
    Detector detector = Ensembles.detector(matrix.slice(0, HISTORY), Ensembles.SETTINGS);
    OnnxGraph earlier = earlierGraph();
    Detector stored = Detectors.withGraph(detector, earlier);

    assertSame(scored(stored, matrix, 1_000), scored(detector, matrix, 1_000));
  }

  /** Written at 0fba9eb, of this zoo's history. */
  private static OnnxGraph earlierGraph() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            EnsembleGraphTest.class.getResourceAsStream("ensemble-of-window.onnx"))) {
      return OnnxGraph.copyOf(ByteBuffer.wrap(in.readAllBytes()));
    }
  }

  private static double[] scored(Detector detector, SeriesMatrix matrix, int expectedRows) {
    try (ServingModel model = ServingModel.open(detector)) {
      ScoreBatch batch = model.batch(expectedRows);
      List<Step> steps = addAll(matrix, batch);
      batch.finish();
      double[] numbers = new double[2 * steps.size()];
      for (int i = 0; i < steps.size(); i++) {
        numbers[2 * i] = batch.anomalyScore(i);
        numbers[2 * i + 1] = batch.streamShare(i, Stream.ENERGY.index());
      }
      return numbers;
    }
  }

  private static void assertSame(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected).hasSizeGreaterThan(4_000);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(RELATIVE * (1 + expected[i])));
    }
  }

  @Test
  void graph_namesItsStreams() {
    SeriesMatrix matrix = Ensembles.zoo(3, 300, 15_000);
    try (ServingModel model = ServingModel.open(Ensembles.detector(matrix, Ensembles.SETTINGS))) {
      assertThat(model.batch(1).streams())
          .containsExactly("ewma", "level", "energy", "novelty", "residual_novelty");
    }
  }
}
