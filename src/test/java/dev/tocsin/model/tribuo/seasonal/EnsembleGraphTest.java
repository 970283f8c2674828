package dev.tocsin.model.tribuo.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    assertSame(
        scored(detector, matrix, HISTORY, 1, 7), scored(detector, matrix, HISTORY, 1, 10_000));
  }

  /** Gaps, seasons, starts and ends of stretches lie where they may: 200 steps are 7 of 29. */
  @ParameterizedTest
  @CsvSource({"15000, 200", "15000, 32", "15000, 33", "1800000, 200", "1800000, 7"})
  void graph_ofStretches_equalsThatOfSingleSteps(long stepMillis, int steps) {
    SeriesMatrix matrix = Ensembles.zoo(3, STEPS, stepMillis);
    Detector detector = Ensembles.detector(matrix.slice(0, HISTORY), Ensembles.SETTINGS);
    SeriesMatrix some = matrix.slice(0, HISTORY + steps);

    List<Told> single = scored(detector, some, HISTORY, 1, 500);
    assertSame(scored(detector, some, HISTORY, steps, 16), single);
  }

  /** What is no measurement, and a series that stands where it always stood, lie in stretches. */
  @Test
  void graph_ofStretchesWithStepsThatAreNotScored_equalsThatOfSingleSteps() {
    SeriesMatrix matrix = disturbed(Ensembles.zoo(3, STEPS, 15_000));
    Detector detector = Ensembles.detector(matrix.slice(0, HISTORY), Ensembles.SETTINGS);

    List<Told> single = scored(detector, matrix, HISTORY, 1, 500);
    assertSame(scored(detector, matrix, HISTORY, 200, 16), single);
    assertThat(single)
        .extracting(Told::admission)
        .contains(Admission.NOT_FINITE, Admission.CONSTANT, Admission.NO_SAMPLE, Admission.GAP);
  }

  /** Here and there a value that is none, and one more series: 5, but at each fifth step later. */
  private static SeriesMatrix disturbed(SeriesMatrix matrix) {
    SeriesMatrix.Builder disturbed = SeriesMatrix.on(matrix.grid());
    for (int row = 0; row < matrix.rows(); row++) {
      double[] values = matrix.row(row);
      for (int column = HISTORY + row; column < values.length; column += 37) {
        values[column] = column % 2 == 0 ? Double.NEGATIVE_INFINITY : 1e200;
      }
      disturbed.add(matrix.labels(row), values);
    }
    double[] standing = new double[matrix.columns()];
    Arrays.setAll(standing, column -> column > HISTORY && column % 5 == 0 ? column : 5);
    return disturbed.add(SyntheticSeries.labels(matrix.rows()), standing).build();
  }

  /** A stretch that reaches back before the first sample is read as single steps are. */
  @Test
  void graph_ofStretchesFromTheStart_equalsThatOfSingleSteps() {
    SeriesMatrix matrix = Ensembles.zoo(3, STEPS, 15_000);
    Detector detector = Ensembles.detector(matrix.slice(0, HISTORY), Ensembles.SETTINGS);
    SeriesMatrix start = matrix.slice(HISTORY, STEPS);

    assertSame(scored(detector, start, 0, 200, 16), scored(detector, start, 0, 1, 500));
  }

  /** Graphs of the forms that asked for a window, or for one step a row, as stores have them. */
  @ParameterizedTest
  @ValueSource(strings = {"ensemble-of-window.onnx", "ensemble-of-values.onnx"})
  void graph_ofEarlierForm_scoresTheSame(String file) throws IOException {
    SeriesMatrix matrix = Ensembles.zoo(3, STEPS, 15_000);
    Detector detector = Ensembles.detector(matrix.slice(0, HISTORY), Ensembles.SETTINGS);
    Detector stored = Detectors.withGraph(detector, earlierGraph(file));

    assertSame(
        scored(stored, matrix, HISTORY, 200, 16), scored(detector, matrix, HISTORY, 200, 16));
  }

  /** Written at 0fba9eb and at 96709c1, of this zoo's history. */
  private static OnnxGraph earlierGraph(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EnsembleGraphTest.class.getResourceAsStream(file))) {
      return OnnxGraph.copyOf(ByteBuffer.wrap(in.readAllBytes()));
    }
  }

  /** What the graph says of a step, NaN where it is not scored. */
  private record Told(
      Step step, Admission admission, double yhat, double upper, double score, double share) {}

  /**
   * What the graph says of all steps from {@code from} on.
   *
   * @param steps how many are added together
   * @param expected how often, as the batch is told
   */
  private static List<Told> scored(
      Detector detector, SeriesMatrix matrix, int from, int steps, int expected) {
    try (ServingModel model = ServingModel.open(detector)) {
      ScoreBatch batch = model.batch(steps, expected);
      SlidingWindows windows = new SlidingWindows(matrix, SeasonalArTrainer.WINDOW, MAX_GAP);
      int perRow = matrix.columns() - from;
      Admission[] admissions = new Admission[matrix.rows() * perRow];
      for (int at = 0; at < admissions.length; at += steps) {
        batch.add(windows, at / perRow, from + at % perRow, at / perRow, admissions, at);
      }
      batch.finish();
      return told(admissions, perRow, batch);
    }
  }

  private static List<Told> told(Admission[] admissions, int perRow, ScoreBatch batch) {
    List<Told> told = new ArrayList<>();
    int i = 0;
    for (int at = 0; at < admissions.length; at++) {
      Step step = new Step(at / perRow, at % perRow);
      boolean isScored = admissions[at] == Admission.ACCEPTED;
      told.add(
          new Told(
              step,
              admissions[at],
              isScored ? batch.yhat(i) : Double.NaN,
              isScored ? batch.yhatUpper(i) : Double.NaN,
              isScored ? batch.anomalyScore(i) : Double.NaN,
              isScored ? batch.streamShare(i, Stream.ENERGY.index()) : Double.NaN));
      i += isScored ? 1 : 0;
    }
    assertThat(batch.size()).isEqualTo(i).isGreaterThan(told.size() / 3);
    return told;
  }

  private static void assertSame(List<Told> actual, List<Told> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      Told met = actual.get(i);
      Told wanted = expected.get(i);
      assertThat(met.admission()).as("%s", wanted.step()).isEqualTo(wanted.admission());
      if (wanted.admission() == Admission.ACCEPTED) {
        double half = wanted.upper() - wanted.yhat();
        assertThat(met.yhat()).isCloseTo(wanted.yhat(), within(RELATIVE * half));
        assertThat(met.upper()).isCloseTo(wanted.upper(), within(10 * RELATIVE * half));
        assertThat(met.score()).isCloseTo(wanted.score(), within(RELATIVE * (1 + wanted.score())));
        assertThat(met.share()).isCloseTo(wanted.share(), within(1e-4));
      }
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
