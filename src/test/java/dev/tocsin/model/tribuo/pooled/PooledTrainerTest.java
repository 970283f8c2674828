package dev.tocsin.model.tribuo.pooled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PooledTrainerTest {
  private static final TrainingSettings SETTINGS = TrainingSettings.of(20);

  /** A score grows with the logarithm of the distance: a panel with it shows the others too. */
  private static final double HIGHEST_SCORE = 25;

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0, 0.3, 0.6, 0.9})
  void fit_ofAutoregressions_forecastsBetterThanTheLastValue(double phi) {
    Fitted fitted = Detectors.linear(SyntheticSeries.arMatrix(7, 20, 1000, phi), SETTINGS);

    // Normal AR(1): the best forecast errs √((1 + φ) / 2) as much as the last value.
    double best = Math.sqrt((1 + phi) / 2);
    double met = fitted.report().accuracy().maeModel() / fitted.report().accuracy().maeNaive();
    // 5 % for the windows being finite and the forecaster knowing no level.
    assertThat(met).isLessThan(1).isBetween(best * 0.97, best * 1.05);
  }

  @Test
  void fit_ofRandomWalks_isAsGoodAsTheLastValue() {
    Fitted fitted = Detectors.linear(SyntheticSeries.arMatrix(7, 20, 1000, 1), SETTINGS);

    // Nothing can be better; what the weights cost is the noise of 19 of them.
    assertThat(fitted.report().accuracy().maeModel())
        .isCloseTo(fitted.report().accuracy().maeNaive(), within(0.005));
  }

  @Test
  void fit_ofBurstsBesideNoise_isNoWorseThanTheLastValueForEither() {
    Random random = new Random(8);
    double[] bursts = new double[1000];
    for (int t = 0; t < bursts.length; t++) {
      bursts[t] = random.nextInt(8) == 0 ? -1e6 * Math.log(random.nextDouble()) : bursts[0];
    }
    SeriesMatrix history =
        SeriesMatrix.on(SyntheticSeries.grid(1000))
            .add(SyntheticSeries.labels(0), bursts)
            .add(SyntheticSeries.labels(1), SyntheticSeries.ar(random, 1000, 5, 1, 0.3))
            .add(SyntheticSeries.labels(2), SyntheticSeries.ar(random, 1000, 5, 1, 1))
            .build();

    Fitted fitted = Detectors.linear(history, SETTINGS);

    assertThat(fitted.report().accuracy().maeModel())
        .isLessThan(fitted.report().accuracy().maeNaive());
    assertThat(fitted.parameters().tensor(DetectorContract.TRUST).value(1, 0)).isPositive();
    assertThat(fitted.parameters().tensor(DetectorContract.TRUST).value(2, 0)).isLessThan(1);
  }

  @Test
  void fit_ofShortHistory_isStillBetterThanTheLastValue() {
    SeriesMatrix history = SyntheticSeries.arMatrix(3, 2, 150, 0.3);

    Fitted fitted = Detectors.linear(history, TrainingSettings.of(8));

    assertThat(fitted.report().accuracy().maeModel())
        .isLessThan(fitted.report().accuracy().maeNaive());
  }

  @Test
  void fit_withTheSameSeed_givesTheSameGraph() {
    SeriesMatrix history = SyntheticSeries.arMatrix(7, 5, 500, 0.5);

    assertThat(Detectors.linear(history, SETTINGS).graph().digest())
        .isEqualTo(Detectors.linear(history, SETTINGS).graph().digest())
        .isNotEqualTo(Detectors.linear(history, SETTINGS.withSeed(2)).graph().digest());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-6, 1e6})
  void band_onStationaryNoise_isRarelyLeft(double spread) {
    int steps = 6000;
    Random random = new Random(11);
    SeriesMatrix.Builder history = SeriesMatrix.on(SyntheticSeries.grid(2000));
    SeriesMatrix.Builder future = SeriesMatrix.on(SyntheticSeries.grid(steps));
    for (int i = 0; i < 10; i++) {
      double[] both = SyntheticSeries.ar(random, 2000 + steps, 50, spread, 0.5);
      history.add(SyntheticSeries.labels(i), Arrays.copyOf(both, 2000));
      future.add(SyntheticSeries.labels(i), Arrays.copyOfRange(both, 2000, both.length));
    }

    Fitted fitted = Detectors.linear(history.build(), SETTINGS.withFalseAlertRate(1e-3));

    // 60,000 steps at one in a thousand: 60; a sampled tail is off by a factor of three.
    assertThat(alerts(fitted, future.build())).isBetween(5L, 180L);
  }

  @Test
  void band_afterIncidentsInTheHeldBackPart_staysNarrow() {
    double[] calm = SyntheticSeries.ar(new Random(5), 2000, 100, 1, 0.5);
    double[] marred = calm.clone();
    for (int t = 1700; t < 1720; t++) {
      marred[t] += 50;
    }

    double quiet = upper(Detectors.linear(SyntheticSeries.matrix(calm), SETTINGS));
    double after = upper(Detectors.linear(SyntheticSeries.matrix(marred), SETTINGS));

    // A fifth of what an interval over all residuals would be.
    assertThat(after).isLessThan(quiet * 2.1);
  }

  private static double upper(Fitted fitted) {
    return fitted.parameters().tensor(DetectorContract.UPPER).value(0, 0)
        * fitted.parameters().tensor(DetectorContract.SCALE).value(0, 0);
  }

  @Test
  void fit_ofSeason_forecastsWhatTheSeasonDoes() {
    Duration season = Duration.ofMillis(100 * SyntheticSeries.STEP_MILLIS);
    Random random = new Random(3);
    double[] values = new double[2000];
    for (int t = 0; t < values.length; t++) {
      long slot = SyntheticSeries.grid(1).startMillis() / SyntheticSeries.STEP_MILLIS + t;
      values[t] = (slot % 100 == 40 ? 60 : 10) + random.nextGaussian();
    }
    SeriesMatrix history = SyntheticSeries.matrix(values);

    Fitted without = Detectors.linear(history, SETTINGS);
    Fitted with = Detectors.linear(history, SETTINGS.withSeason(season));

    assertThat(with.shape().season().slots()).isEqualTo(100);
    assertThat(with.report().accuracy().maeModel())
        .isLessThan(0.8 * without.report().accuracy().maeModel());
  }

  @Test
  void fit_ofLessThanTwoSeasons_believesNone() {
    Duration season = Duration.ofMillis(600 * SyntheticSeries.STEP_MILLIS);

    Fitted fitted =
        Detectors.linear(SyntheticSeries.arMatrix(1, 2, 1000, 0.5), SETTINGS.withSeason(season));

    assertThat(fitted.shape().season().repeats()).isFalse();
  }

  @Test
  void fit_ofBigGauge_keepsItsPrecision() {
    double[] values = SyntheticSeries.ar(new Random(5), 1500, 1e12, 1e4, 0.5);

    Fitted big = Detectors.linear(SyntheticSeries.matrix(values), SETTINGS);
    Fitted small =
        Detectors.linear(
            SyntheticSeries.matrix(Arrays.stream(values).map(v -> v - 1e12).toArray()), SETTINGS);

    // Doubles at 1e12 are 1.2e-4 apart: 1e-8 of the noise.
    assertThat(big.report().accuracy().maeModel())
        .isCloseTo(small.report().accuracy().maeModel(), within(1e-6));
    assertThat(yhat(big, values, 1400) - 1e12)
        .isCloseTo(
            yhat(small, Arrays.stream(values).map(v -> v - 1e12).toArray(), 1400), within(0.1));
  }

  private static double yhat(Fitted fitted, double[] values, int column) {
    try (OnnxDetector detector = open(fitted)) {
      ScoreBatch batch = detector.batch(fitted.parameters(), fitted.shape(), 1);
      batch.add(windows(SyntheticSeries.matrix(values)), 0, column, 0);
      batch.finish();
      return batch.yhat(0);
    }
  }

  @Test
  void join_atAnotherRateOfFalseAlerts_wantsAnotherGraph() {
    SeriesMatrix history = SyntheticSeries.arMatrix(7, 2, 500, 0.5);
    PooledTrainer trainer = new PooledTrainer(new LinearTrainer());
    Fitted fitted = trainer.fit(history, SETTINGS, Progress.none());

    assertThat(trainer.join(fitted.graph(), fitted.shape(), history, SETTINGS, Progress.none()))
        .extracting(SeriesParameters::size)
        .isEqualTo(2);
    TrainingSettings other = SETTINGS.withFalseAlertRate(1e-2);
    assertThatThrownBy(
            () -> trainer.join(fitted.graph(), fitted.shape(), history, other, Progress.none()))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.OTHER_GRAPH));
  }

  @Test
  void fit_ofConstant_isAStateUntilItMoves() {
    double[] seven = new double[200];
    Arrays.fill(seven, 7);

    Fitted fitted = Detectors.linear(SyntheticSeries.matrix(seven), SETTINGS);

    double[] then = seven.clone();
    then[100] = 8;
    SlidingWindows windows = windows(SyntheticSeries.matrix(then));
    try (OnnxDetector detector = open(fitted)) {
      ScoreBatch batch = detector.batch(fitted.parameters(), fitted.shape(), 1);
      assertThat(batch.add(windows, 0, 99, 0)).isEqualTo(Admission.CONSTANT);
      assertThat(batch.add(windows, 0, 100, 0)).isEqualTo(Admission.ACCEPTED);
      assertThat(batch.add(windows, 0, 101, 0)).isEqualTo(Admission.CONSTANT);
      batch.finish();
      assertThat(batch.yhatUpper(0)).isGreaterThan(batch.yhat(0));
      assertThat(batch.yhatLower(0)).isLessThan(batch.yhat(0));
      assertThat(batch.anomalyScore(0)).isBetween(2.0, HIGHEST_SCORE);
    }
  }

  @Test
  void fit_ofConstantsBesideMovingSeries_learnsFromTheMovingOnes() {
    double[] zero = new double[1000];
    SeriesMatrix history =
        SeriesMatrix.on(SyntheticSeries.grid(1000))
            .add(SyntheticSeries.labels(0), zero)
            .add(SyntheticSeries.labels(1), SyntheticSeries.ar(new Random(1), 1000, 5, 1, 0.3))
            .build();

    Fitted fitted = Detectors.linear(history, SETTINGS);

    assertThat(fitted.parameters().size()).isEqualTo(2);
    assertThat(fitted.report().fittedWindows()).isLessThan(fitted.report().usableWindows() / 2);
  }

  @Test
  void fit_ofSeriesWithTooFewSamples_leavesItOutAndSaysWhy() {
    double[] late = SyntheticSeries.ar(new Random(1), 500, 5, 1, 0.3);
    Arrays.fill(late, 0, 440, Double.NaN);
    SeriesMatrix history =
        SeriesMatrix.on(SyntheticSeries.grid(500))
            .add(SyntheticSeries.labels(0), late)
            .add(SyntheticSeries.labels(1), SyntheticSeries.ar(new Random(2), 500, 5, 1, 0.3))
            .build();

    Fitted fitted = Detectors.linear(history, SETTINGS);

    assertThat(fitted.parameters().indexOf(SyntheticSeries.labels(0)))
        .isEqualTo(SeriesParameters.UNKNOWN);
    assertThat(fitted.report().leftOut())
        .containsExactly(
            new Fitted.LeftOut(
                SyntheticSeries.labels(0),
                40,
                "40 usable windows, expected at least 50 (each 21 samples in a row)"));
  }

  @Test
  void fit_ofTooShortHistory_tellsWhatWasMetAndExpected() {
    SeriesMatrix history = SyntheticSeries.arMatrix(1, 3, 40, 0.5);

    assertThatThrownBy(() -> Detectors.linear(history, SETTINGS))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(TrainingException.Kind.NOT_ENOUGH_HISTORY);
              assertThat(e.met()).isEqualTo(20);
              assertThat(e.expected()).isEqualTo(50);
            })
        .hasMessage(
            "no series has more than 20 usable windows, expected at least 50 (each 21 samples in a"
                + " row): lengthen the history, or shorten the window where the kind lets it be"
                + " set");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e300})
  void fit_ofValuesThatAreNoMeasurements_countsNone(double value) {
    double[] values = new double[200];
    Arrays.fill(values, value);

    assertThatThrownBy(() -> Detectors.linear(SyntheticSeries.matrix(values), SETTINGS))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("no series has more than 0 usable windows");
  }

  @Test
  void fit_ofNoSeries_tellsThereAreNone() {
    SeriesMatrix none = SeriesMatrix.on(SyntheticSeries.grid(200)).build();

    assertThatThrownBy(() -> Detectors.linear(none, SETTINGS))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("more than 0 usable windows");
  }

  @Test
  void fit_thatIsCancelled_stops() {
    PooledTrainer trainer = new PooledTrainer(new LinearTrainer());
    Progress cancel =
        step -> {
          throw new CancellationException(step.stage());
        };

    assertThatThrownBy(
            () -> trainer.fit(SyntheticSeries.arMatrix(1, 3, 400, 0.5), SETTINGS, cancel))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void fit_recordsWhereTheWeightsComeFrom() {
    Fitted fitted = Detectors.linear(SyntheticSeries.arMatrix(1, 3, 400, 0.5), SETTINGS);

    assertThat(List.of(fitted.report().provenance()))
        .allMatch(text -> text.contains("LinearSGDTrainer") && text.contains("AdaGrad"));
  }

  private static SlidingWindows windows(SeriesMatrix matrix) {
    return new SlidingWindows(matrix, SETTINGS.window(), 0);
  }

  private static long alerts(Fitted fitted, SeriesMatrix future) {
    try (OnnxDetector detector = open(fitted)) {
      ScoreBatch batch = detector.batch(fitted.parameters(), fitted.shape(), 100_000);
      for (int row = 0; row < future.rows(); row++) {
        int index = fitted.parameters().indexOf(future.labels(row));
        for (int t = fitted.shape().window(); t < future.columns(); t++) {
          assertThat(batch.add(windows(future), row, t, index)).isEqualTo(Admission.ACCEPTED);
        }
      }
      batch.finish();
      long alerts = 0;
      for (int i = 0; i < batch.size(); i++) {
        alerts += batch.anomalyScore(i) > 1 ? 1 : 0;
      }
      return alerts;
    }
  }

  private static OnnxDetector open(Fitted fitted) {
    return OnnxDetector.open(fitted.graph(), fitted.graph().digest());
  }
}
