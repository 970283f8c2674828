package dev.tocsin.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.Detector;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.SlidingWindows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScoreBatchTest {
  private static final Detector DETECTOR = Detectors.detector("dns", "a");
  private static final ServingModel MODEL = ServingModel.open(DETECTOR);
  private static final int WINDOW = DETECTOR.manifest().shape().window();

  /** Bounds are sums of doubles of order 1,000; rounding is 1e-13 of that. */
  private static final double ROUNDING = 1e-9;

  /** Scores are rounded to floats. */
  private static final double FLOAT_ROUNDING = 1e-6;

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @Test
  void anomalyScore_isZeroAtYhatAndOneOnTheBounds() {
    double[] values = SyntheticSeries.ar(new Random(4), WINDOW + 1, 100, 3, 0.6);
    ScoreBatch first = scored(values);
    double yhat = first.yhat(0);

    assertThat(score(values, yhat)).isCloseTo(0, within(ROUNDING));
    assertThat(score(values, first.yhatUpper(0))).isCloseTo(1, within(FLOAT_ROUNDING));
    assertThat(score(values, first.yhatLower(0))).isCloseTo(1, within(FLOAT_ROUNDING));
    assertThat(score(values, yhat + 3 * (first.yhatUpper(0) - yhat))).isBetween(1.3, 3.0);
    assertThat(score(values, yhat - 2 * (yhat - first.yhatLower(0)))).isBetween(1.2, 2.0);
    assertThat(first.yhatLower(0)).isLessThan(yhat);
    assertThat(first.yhatUpper(0)).isGreaterThan(yhat);
  }

  /** Also where a graph has a step a row. */
  @Test
  void add_ofStepsTogether_isThatOfEach() {
    SeriesMatrix matrix = SyntheticSeries.arMatrix(3, 3, 40, 0.6);
    SlidingWindows windows = new SlidingWindows(matrix, WINDOW, 0);
    ScoreBatch single = MODEL.batch(60);
    ScoreBatch together = MODEL.batch(20, 3);
    Admission[] admissions = new Admission[60];
    for (int row = 0; row < 3; row++) {
      together.add(windows, row, 5, row, admissions, 20 * row);
      for (int step = 0; step < 20; step++) {
        assertThat(admissions[20 * row + step]).isEqualTo(single.add(windows, row, 5 + step, row));
      }
    }
    single.finish();
    together.finish();

    assertThat(admissions).contains(Admission.WARMING_UP, Admission.ACCEPTED);
    assertThat(together.size()).isEqualTo(single.size()).isEqualTo(51);
    for (int i = 0; i < single.size(); i++) {
      assertThat(together.anomalyScore(i)).isEqualTo(single.anomalyScore(i));
    }
  }

  @Test
  void add_ofOneStep_toABatchOfMore_isRefused() {
    SlidingWindows windows = new SlidingWindows(SyntheticSeries.arMatrix(3, 1, 40, 0.6), WINDOW, 0);

    assertThatThrownBy(() -> MODEL.batch(20, 1).add(windows, 0, 30, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("one step for a batch of 20 at once");
  }

  private static double score(double[] values, double y) {
    double[] changed = values.clone();
    changed[WINDOW] = y;
    return scored(changed).anomalyScore(0);
  }

  private static ScoreBatch scored(double... values) {
    ScoreBatch batch = MODEL.batch(1);
    assertThat(batch.add(windows(SyntheticSeries.matrix(values)), 0, WINDOW, 0))
        .isEqualTo(Admission.ACCEPTED);
    batch.finish();
    return batch;
  }

  @Test
  void finish_withoutRows_doesNothing() {
    ScoreBatch batch = MODEL.batch(10);

    batch.finish();

    assertThat(batch.size()).isZero();
  }

  @Test
  void add_ofWindowWithoutStart_isWarmingUp() {
    SeriesMatrix matrix = SyntheticSeries.arMatrix(1, 1, 50, 0.6);

    assertThat(MODEL.batch(1).add(windows(matrix), 0, WINDOW - 1, 0))
        .isEqualTo(Admission.WARMING_UP);
    assertThat(MODEL.batch(1).add(windows(matrix), 0, 0, 0)).isEqualTo(Admission.WARMING_UP);
  }

  @Test
  void add_ofSeriesThatAppearsHalfWay_isWarmingUpUntilItsWindowIsFull() {
    double[] values = SyntheticSeries.ar(new Random(1), 50, 10, 1, 0.6);
    Arrays.fill(values, 0, 20, Double.NaN);
    SeriesMatrix matrix = SyntheticSeries.matrix(values);
    ScoreBatch batch = MODEL.batch(1);

    assertThat(batch.add(windows(matrix), 0, 19, 0)).isEqualTo(Admission.NO_SAMPLE);
    assertThat(batch.add(windows(matrix), 0, 20, 0)).isEqualTo(Admission.WARMING_UP);
    assertThat(batch.add(windows(matrix), 0, 20 + WINDOW - 1, 0)).isEqualTo(Admission.WARMING_UP);
    assertThat(batch.add(windows(matrix), 0, 20 + WINDOW, 0)).isEqualTo(Admission.ACCEPTED);
  }

  @Test
  void add_ofWindowWithMissingSample_isGap() {
    assertThat(admitted(3, Double.NaN)).isEqualTo(Admission.GAP);
    assertThat(admitted(WINDOW - 1, Double.NaN)).isEqualTo(Admission.GAP);
  }

  @Test
  void add_withoutSampleAtTheStep_isNoSample() {
    assertThat(admitted(WINDOW, Double.NaN)).isEqualTo(Admission.NO_SAMPLE);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        -Double.MAX_VALUE
      })
  void add_ofValueThatIsNoMeasurement_isNotFinite(double value) {
    assertThat(admitted(WINDOW, value)).isEqualTo(Admission.NOT_FINITE);
    assertThat(admitted(0, value)).isEqualTo(Admission.NOT_FINITE);
    assertThat(admitted(WINDOW / 2, value)).isEqualTo(Admission.NOT_FINITE);
  }

  private static SlidingWindows windows(SeriesMatrix matrix) {
    return new SlidingWindows(matrix, WINDOW, 0);
  }

  private static Admission admitted(int at, double value) {
    double[] values = SyntheticSeries.ar(new Random(1), WINDOW + 1, 10, 1, 0.6);
    values[at] = value;
    return MODEL.batch(1).add(windows(SyntheticSeries.matrix(values)), 0, WINDOW, 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e149, -1e149, Double.MIN_VALUE, 0})
  void add_ofExtremeButFiniteValues_givesFiniteResults(double value) {
    double[] values = SyntheticSeries.ar(new Random(1), WINDOW + 1, 10, 1, 0.6);
    values[WINDOW / 2] = value;

    ScoreBatch batch = scored(values);

    assertThat(batch.yhat(0)).isFinite();
    assertThat(batch.yhatLower(0)).isFinite();
    assertThat(batch.yhatUpper(0)).isFinite();
    assertThat(batch.anomalyScore(0)).isFinite().isNotNegative();
  }

  @ParameterizedTest
  @ValueSource(ints = {SeriesParameters.UNKNOWN, 3, Integer.MAX_VALUE})
  void add_ofUnknownSeries_isUnknown(int index) {
    SeriesMatrix matrix = SyntheticSeries.arMatrix(1, 1, 50, 0.6);

    assertThat(MODEL.batch(1).add(windows(matrix), 0, 30, index))
        .isEqualTo(Admission.UNKNOWN_SERIES);
  }

  @Test
  void add_ofAnotherStep_isRefused() {
    SeriesMatrix matrix =
        SeriesMatrix.on(new TimeGrid(0, 60_000, 2)).add(SyntheticSeries.labels(0), 1, 2).build();

    assertThatThrownBy(() -> MODEL.batch(1).add(windows(matrix), 0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "windows of 8 steps of 60000 ms, expected 8 of 15000 ms as the detector was fitted on");
  }

  @Test
  void results_doNotDependOnChunksOrNeighbours() {
    SeriesMatrix matrix = SyntheticSeries.arMatrix(1, 3, 300, 0.6);
    ScoreBatch large = MODEL.batch(10_000);
    ScoreBatch small = MODEL.batch(7);
    int added = 0;
    for (int row = 0; row < 3; row++) {
      for (int t = WINDOW; t < 300; t++) {
        large.add(windows(matrix), row, t, row);
        small.add(windows(matrix), row, t, row);
        added++;
      }
    }
    large.finish();
    small.finish();

    assertThat(large.size()).isEqualTo(small.size()).isEqualTo(added);
    for (int i = 0; i < added; i++) {
      assertThat(small.yhat(i)).isCloseTo(large.yhat(i), within(ROUNDING));
      assertThat(small.anomalyScore(i)).isCloseTo(large.anomalyScore(i), within(ROUNDING));
    }
  }

  @Test
  void clear_makesTheBatchReusable() {
    double[] values = SyntheticSeries.ar(new Random(1), 50, 10, 1, 0.6);
    SeriesMatrix matrix = SyntheticSeries.matrix(values);
    ScoreBatch batch = MODEL.batch(4);
    batch.add(windows(matrix), 0, 30, 0);
    batch.finish();
    double before = batch.yhat(0);
    batch.add(windows(matrix), 0, 31, 0);

    batch.clear();
    batch.add(windows(matrix), 0, 30, 0);
    batch.finish();

    assertThat(batch.size()).isOne();
    assertThat(batch.yhat(0)).isEqualTo(before);
  }

  @Test
  void result_thatWaits_isRefused() {
    ScoreBatch batch = MODEL.batch(4);
    batch.add(windows(SyntheticSeries.arMatrix(1, 1, 50, 0.6)), 0, 30, 0);

    assertThatThrownBy(() -> batch.yhat(0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("result 0 of 0; finish() scores the steps that wait");
  }

  @Test
  void series_withoutATensorTheGraphAsksFor_areRefused() {
    SeriesParameters poor =
        new SeriesParameters(
            List.of(SyntheticSeries.labels(0)),
            Map.of(DetectorContract.SCALE, SeriesTensor.filled(1, 1)));
    Detector broken = new Detector(DETECTOR.manifest(), DETECTOR.graph(), poor);

    assertThatThrownBy(() -> ServingModel.open(broken))
        .isInstanceOfSatisfying(
            DetectorException.class,
            e -> assertThat(e.kind()).isEqualTo(DetectorException.Kind.CONTRACT))
        .hasMessage(
            "the series have no tensor of this name among [scale], expected width 1 for input lower"
                + " of the graph");
  }
}
