package dev.tocsin.model.tribuo.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.Detector;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.SlidingWindows;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeasonalArTrainerTest {
  private static final int HISTORY = 600;
  private static final long HALF_HOUR = 1_800_000;
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  @Test
  void fit_ofTheSameHistoryGivesTheSameTensorsToTheBit() {
    SeriesMatrix matrix = Ensembles.zoo(5, HISTORY, 15_000);

    Fitted once = Ensembles.fit(matrix);
    Fitted again = Ensembles.fit(matrix);

    assertThat(once.graph().digest()).isEqualTo(again.graph().digest());
    for (String name : once.parameters().names()) {
      for (int row = 0; row < matrix.rows(); row++) {
        for (int column = 0; column < once.parameters().tensor(name).width(row); column++) {
          double value = once.parameters().tensor(name).value(row, column);
          double same = again.parameters().tensor(name).value(row, column);
          assertThat(Double.doubleToLongBits(value)).isEqualTo(Double.doubleToLongBits(same));
        }
      }
    }
  }

  @Test
  void join_atAnotherRateOfFalseAlerts_wantsAnotherGraph() {
    SeriesMatrix matrix = Ensembles.zoo(5, HISTORY, 15_000);
    Fitted fitted = Ensembles.fit(matrix);
    TrainingSettings other = Ensembles.SETTINGS.withFalseAlertRate(1e-2);

    assertThatThrownBy(
            () ->
                Ensembles.trainer()
                    .join(fitted.graph(), fitted.shape(), matrix, other, Progress.none()))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.OTHER_GRAPH));
  }

  @Test
  void fit_ofValuesThatAreNoMeasurements_learnsNothingFromThem() {
    double[] values = SyntheticSeries.ar(new Random(3), HISTORY, 10, 1, 0.5);
    double[] missing = values.clone();
    for (int t = 100; t < HISTORY; t += 150) {
      values[t] = t == 100 ? Double.POSITIVE_INFINITY : -1e200;
      missing[t] = Double.NaN;
    }

    Fitted fitted = Ensembles.fit(SyntheticSeries.matrix(values));

    Fitted expected = Ensembles.fit(SyntheticSeries.matrix(missing));
    assertThat(fitted.parameters().tensor(DetectorContract.GAPS).value(0, 1))
        .isEqualTo(expected.parameters().tensor(DetectorContract.GAPS).value(0, 1));
    assertThat(fitted.parameters().tensor(DetectorContract.SCALE).value(0, 0))
        .isEqualTo(expected.parameters().tensor(DetectorContract.SCALE).value(0, 0));
    assertThat(fitted.report()).isEqualTo(expected.report());
  }

  @Test
  void fit_ofOneSeriesDoesNotDependOnItsNeighbours() {
    SeriesMatrix matrix = Ensembles.zoo(5, HISTORY, 15_000);
    SeriesMatrix alone =
        SeriesMatrix.on(matrix.grid()).add(matrix.labels(3), matrix.row(3)).build();

    SeriesParameters among = Ensembles.fit(matrix).parameters();
    SeriesParameters single = Ensembles.fit(alone).parameters();

    assertThat(single.tensor("tails").value(0, 0)).isEqualTo(among.tensor("tails").value(3, 0));
    assertThat(single.tensor("half_width").value(0, 0))
        .isEqualTo(among.tensor("half_width").value(3, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0, 0.6, 0.9})
  void fit_ofAutoregressions_forecastsAsWellAsCanBe(double phi) {
    Fitted fitted = Ensembles.fit(SyntheticSeries.arMatrix(7, 40, 1000, phi));

    // Normal AR(1): the best forecast errs √((1 + φ) / 2) as much as the last value.
    double best = Math.sqrt((1 + phi) / 2);
    double met = fitted.report().accuracy().maeModel() / fitted.report().accuracy().maeNaive();
    assertThat(met).isBetween(best * 0.97, best * 1.05);
  }

  @Test
  void fit_tellsHowItCameToBe() {
    Fitted fitted = Ensembles.fit(SyntheticSeries.arMatrix(7, 3, 300, 0.6));

    assertThat(fitted.kind()).isEqualTo("seasonal-ar");
    assertThat(fitted.report().provenance())
        .contains("RobustRidgeTrainer")
        .contains("lags")
        .contains("huber");
    assertThat(fitted.report().accuracy().windows()).isEqualTo(3 * 75);
  }

  @Test
  void fit_withTooShortAHistorySaysWhatIsMissing() {
    assertThatThrownBy(() -> Ensembles.fit(SyntheticSeries.arMatrix(1, 2, 40, 0.5)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("no series has more than 32 usable windows, expected at least 50");
  }

  @Test
  void fit_leavesOutShortSeriesAndKeepsTheOthers() {
    double[] late = SyntheticSeries.ar(new Random(1), 300, 10, 1, 0.5);
    Arrays.fill(late, 0, 250, Double.NaN);
    SeriesMatrix matrix =
        SeriesMatrix.on(SyntheticSeries.grid(300))
            .add(SyntheticSeries.labels(0), late)
            .add(SyntheticSeries.labels(1), SyntheticSeries.ar(new Random(2), 300, 10, 1, 0.5))
            .build();

    Fitted fitted = Ensembles.fit(matrix);

    assertThat(fitted.parameters().size()).isOne();
    assertThat(fitted.report().leftOut())
        .singleElement()
        .satisfies(left -> assertThat(left.labels()).isEqualTo(SyntheticSeries.labels(0)));
  }

  @Test
  void fit_thatIsToEndEnds() {
    SeriesMatrix matrix = SyntheticSeries.arMatrix(1, 3, 300, 0.5);

    assertThatThrownBy(
            () ->
                Ensembles.trainer()
                    .fit(
                        matrix,
                        Ensembles.SETTINGS,
                        step -> {
                          throw new CancellationException();
                        }))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void constantSeries_isAStateUntilItMoves() {
    SeriesMatrix matrix = series(15_000, 500, t -> t == 450 ? 7.001 : t == 460 ? Double.NaN : 7);
    Detector detector = Ensembles.detector(matrix.slice(0, 400), Ensembles.SETTINGS);
    try (ServingModel model = ServingModel.open(detector)) {
      ScoreBatch batch = model.batch(10);
      SlidingWindows windows = windows(matrix);

      assertThat(batch.add(windows, 0, 449, 0)).isEqualTo(Admission.CONSTANT);
      assertThat(batch.add(windows, 0, 450, 0)).isEqualTo(Admission.ACCEPTED);
      assertThat(batch.add(windows, 0, 451, 0)).isEqualTo(Admission.CONSTANT);
      assertThat(batch.add(windows, 0, 460, 0)).isEqualTo(Admission.NO_SAMPLE);
      batch.finish();
      assertThat(batch.anomalyScore(0)).isGreaterThan(1);
      assertThat(batch.yhat(0)).isEqualTo(7);
    }
  }

  @Test
  void bigGauge_keepsItsPrecision() {
    Random random = new Random(4);
    double[] noise = random.doubles(900, -1, 1).toArray();
    noise[850] = 6;
    SeriesMatrix small = series(15_000, 900, t -> noise[t]);
    SeriesMatrix big = series(15_000, 900, t -> 1e12 + 1e4 * noise[t]);

    for (int t : new int[] {800, 820, 850, 860, 899}) {
      // 1e12 has steps of 1.2e-4, 1e-8 of the noise; nats amplify that a little.
      assertThat(score(big, 700, t)).isCloseTo(score(small, 700, t), within(1e-3));
    }
    assertThat(score(big, 700, 850)).isGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource({"none, 1", "day, 48", "week, 336"})
  void season_isChosenByTheData(String rhythm, int slots) {
    Random random = new Random(9);
    SeriesMatrix matrix =
        series(
            HALF_HOUR,
            4 * 336,
            t -> {
              boolean isWeekend = t / 48 % 7 >= 5;
              double day = Math.sin(2 * Math.PI * (t % 48) / 48);
              double level =
                  switch (rhythm) {
                    case "day" -> day;
                    case "week" -> isWeekend ? -2 : day;
                    default -> 0;
                  };
              return level + 0.2 * random.nextGaussian();
            });

    SeriesParameters parameters = Ensembles.fit(matrix).parameters();

    assertThat(parameters.tensor(DetectorContract.PROFILE).width(0)).isEqualTo(slots);
  }

  @Test
  void season_thatIsConfiguredIsTheOnlyCandidate() {
    SeriesMatrix matrix =
        series(HALF_HOUR, 480, t -> Math.sin(2 * Math.PI * t / 48) + Math.sin(2 * Math.PI * t / 6));

    SeriesParameters parameters =
        Ensembles.fit(matrix, Ensembles.SETTINGS.withSeason(Duration.ofHours(3))).parameters();

    assertThat(parameters.tensor(DetectorContract.PERIOD).value(0, 0)).isEqualTo(10_800_000);
  }

  /** Clocks go forward on 29 March 2026 in Berlin, and back on 25 October. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-15T00:00:00Z, 2026-03-29T12:00:00Z",
    "2026-10-11T00:00:00Z, 2026-10-25T12:00:00Z"
  })
  void season_keepsToPeoplesDayAcrossTheChangeOfClocks(Instant start, Instant changed) {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Random random = new Random(2);
    int steps = 18 * 48;
    SeriesMatrix.Builder builder =
        SeriesMatrix.on(new TimeGrid(start.toEpochMilli(), HALF_HOUR, steps));
    double[] values = new double[steps];
    for (int t = 0; t < steps; t++) {
      int hour = start.plusMillis(t * HALF_HOUR).atZone(berlin).getHour();
      values[t] = (hour >= 8 && hour < 18 ? 100 : 10) + random.nextGaussian();
    }
    SeriesMatrix matrix = builder.add(SyntheticSeries.labels(0), values).build();
    int from = (int) Duration.between(start, changed).dividedBy(Duration.ofMillis(HALF_HOUR));

    TrainingSettings local =
        Ensembles.SETTINGS.withCalendar(new TrainingSettings.Calendar(Optional.empty(), berlin));
    int inLocalTime = anomalies(matrix, local, 13 * 48, from);
    int inUtc = anomalies(matrix, Ensembles.SETTINGS, 13 * 48, from);

    assertThat(inLocalTime).isZero();
    assertThat(inUtc).isPositive();
  }

  private static int anomalies(
      SeriesMatrix matrix, TrainingSettings settings, int history, int from) {
    Detector detector = Ensembles.detector(matrix.slice(0, history), settings);
    int anomalies = 0;
    try (ServingModel model = ServingModel.open(detector)) {
      ScoreBatch batch = model.batch(1_000);
      for (int t = from; t < matrix.columns(); t++) {
        assertThat(batch.add(windows(matrix), 0, t, 0)).isEqualTo(Admission.ACCEPTED);
      }
      batch.finish();
      for (int i = 0; i < batch.size(); i++) {
        anomalies += batch.anomalyScore(i) >= 1 ? 1 : 0;
      }
    }
    return anomalies;
  }

  @Test
  void gaps_areLeftOutAndNotScoredRightBehind() {
    Random random = new Random(6);
    SeriesMatrix matrix =
        series(
            15_000,
            800,
            t -> (t >= 700 && t < 720) || t == 760 ? Double.NaN : 50 + 3 * random.nextGaussian());
    Detector detector = Ensembles.detector(matrix.slice(0, 650), Ensembles.SETTINGS);
    try (ServingModel model = ServingModel.open(detector)) {
      ScoreBatch batch = model.batch(10);
      SlidingWindows windows = windows(matrix);

      assertThat(batch.add(windows, 0, 710, 0)).isEqualTo(Admission.NO_SAMPLE);
      assertThat(batch.add(windows, 0, 727, 0)).isEqualTo(Admission.GAP);
      assertThat(batch.add(windows, 0, 728, 0)).isEqualTo(Admission.ACCEPTED);
      assertThat(batch.add(windows, 0, 761, 0)).isEqualTo(Admission.ACCEPTED);
      batch.finish();
      assertThat(batch.anomalyScore(0)).isLessThan(1);
      assertThat(batch.anomalyScore(1)).isLessThan(1);
    }
  }

  private static double score(SeriesMatrix matrix, int history, int step) {
    Detector detector = Ensembles.detector(matrix.slice(0, history), Ensembles.SETTINGS);
    try (ServingModel model = ServingModel.open(detector)) {
      ScoreBatch batch = model.batch(1);
      assertThat(batch.add(windows(matrix), 0, step, 0)).isEqualTo(Admission.ACCEPTED);
      batch.finish();
      return batch.anomalyScore(0);
    }
  }

  private static SlidingWindows windows(SeriesMatrix matrix) {
    return new SlidingWindows(matrix, SeasonalArTrainer.WINDOW, 3);
  }

  private static SeriesMatrix series(long stepMillis, int steps, IntToDoubleFunction value) {
    double[] values = new double[steps];
    for (int t = 0; t < steps; t++) {
      values[t] = value.applyAsDouble(t);
    }
    return SeriesMatrix.on(new TimeGrid(START.toEpochMilli(), stepMillis, steps))
        .add(SyntheticSeries.labels(0), values)
        .build();
  }
}
