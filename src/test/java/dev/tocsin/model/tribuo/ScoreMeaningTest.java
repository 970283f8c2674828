package dev.tocsin.model.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.Detectors;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a score says, whatever the kind of forecast: 0 at yhat, 1 on the bound, more outside, never
 * much.
 */
final class ScoreMeaningTest {
  private static final int HISTORY = 500;

  /** Scores grow with the logarithm of a distance that counts up to 1e9 spreads. */
  private static final double HIGHEST = 25;

  /** yhat is a double; the score of a distance of its rounding is far below this. */
  private static final double ROUNDING = 1e-6;

  /** From nanoseconds in seconds to bytes on a large disk. */
  private static final double[] SCALES = {1e-9, 1, 1e12};

  /** Outliers, in spreads of the noise. */
  private static final double[] OUTLIERS = {-1e15, -1e6, -100, -8, -4, 4, 8, 100, 1e6, 1e15};

  private record Judged(double y, double yhat, double lower, double upper, double score) {}

  @ParameterizedTest
  @MethodSource("dev.tocsin.model.tribuo.Kind#thatForecast")
  void score_isFromOneOnExactlyOutsideTheBand(Kind kind) {
    for (double scale : SCALES) {
      double[] values = SyntheticSeries.ar(new Random(3), HISTORY + 200, 50 * scale, scale, 0.5);
      Fitted fitted = fit(kind, values);
      judged(fitted, values).forEach(judged -> assertMeaning(judged, scale));
      for (double outlier : OUTLIERS) {
        double[] changed = Arrays.copyOf(values, HISTORY + 1);
        changed[HISTORY] += outlier * scale;
        Judged judged = judged(fitted, changed).get(0);
        assertMeaning(judged, scale);
        assertThat(judged.score()).isLessThan(HIGHEST);
      }
    }
  }

  private static void assertMeaning(Judged at, double scale) {
    assertThat(at.score()).isNotNegative();
    assertThat(at.lower()).isLessThanOrEqualTo(at.yhat());
    assertThat(at.upper()).isGreaterThanOrEqualTo(at.yhat());
    boolean isOutside = at.y() <= at.lower() || at.y() >= at.upper();
    // Within the rounding of yhat, a score of 1 may be on either side.
    if (Math.abs(at.score() - 1) > ROUNDING) {
      assertThat(isOutside).as("%s at scale %s", at, scale).isEqualTo(at.score() > 1);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.model.tribuo.Kind#thatForecast")
  void score_atYhatIsZero(Kind kind) {
    for (double scale : SCALES) {
      double[] values = SyntheticSeries.ar(new Random(3), HISTORY + 1, 50 * scale, scale, 0.5);
      Fitted fitted = fit(kind, values);
      values[HISTORY] = judged(fitted, values).get(0).yhat();

      assertThat(judged(fitted, values).get(0).score()).isCloseTo(0, within(ROUNDING));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.model.tribuo.Kind#thatForecast")
  void score_growsWithTheDistance(Kind kind) {
    double[] values = SyntheticSeries.ar(new Random(3), HISTORY + 1, 50, 1, 0.5);
    Fitted fitted = fit(kind, values);
    double before = 0;
    for (double distance = 3; distance < 1e6; distance *= 3) {
      values[HISTORY] = judged(fitted, values).get(0).yhat() + distance;
      double score = judged(fitted, values).get(0).score();
      assertThat(score).isGreaterThan(before);
      before = score;
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.model.tribuo.Kind#thatForecast")
  void score_doesNotDependOnTheUnit(Kind kind) {
    double[] values = SyntheticSeries.ar(new Random(3), HISTORY + 1, 50, 1, 0.5);
    values[HISTORY] += 10;
    double score = judged(fit(kind, values), values).get(0).score();
    for (double scale : SCALES) {
      double[] scaled = Arrays.stream(values).map(value -> value * scale).toArray();

      // The floor under spreads is 1e-12, and the noise at the least scale 1e-9.
      assertThat(judged(fit(kind, scaled), scaled).get(0).score())
          .isCloseTo(score, within(1e-3 * score));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.model.tribuo.Kind#thatForecast")
  void score_ofASeriesThatNeverMovedIsHighAndBounded(Kind kind) {
    for (double level : new double[] {0, 1, -7e11}) {
      double[] values = new double[HISTORY + 1];
      Arrays.fill(values, level);
      Fitted fitted = fit(kind, values);
      assertThat(admission(fitted, values)).isEqualTo(Admission.CONSTANT);
      for (double move : new double[] {1e-3, 1, 1e6, 1e15}) {
        double[] moved = values.clone();
        moved[HISTORY] += move * Math.max(1, Math.abs(level));

        assertThat(judged(fitted, moved).get(0).score()).isBetween(2.0, HIGHEST);
      }
    }
  }

  @Test
  void kinds_agreeOnAnOutlier() {
    double[] values = SyntheticSeries.ar(new Random(3), HISTORY + 1, 50, 1, 0.5);
    values[HISTORY] += 12;

    Kind.thatForecast()
        .forEach(
            kind -> {
              double score = judged(fit(kind, values), values).get(0).score();
              assertThat(score).as("%s", kind).isBetween(1.1, 3.0);
            });
  }

  private static Fitted fit(Kind kind, double[] values) {
    return kind.fit(SyntheticSeries.matrix(values).slice(0, HISTORY), kind.settings());
  }

  private static Admission admission(Fitted fitted, double[] values) {
    SeriesMatrix matrix = SyntheticSeries.matrix(values);
    try (ServingModel model = model(fitted, matrix)) {
      return model.batch(1).add(windows(fitted, matrix), 0, HISTORY, 0);
    }
  }

  /** The steps behind the history. */
  private static List<Judged> judged(Fitted fitted, double[] values) {
    SeriesMatrix matrix = SyntheticSeries.matrix(values);
    List<Judged> judged = new ArrayList<>();
    try (ServingModel model = model(fitted, matrix)) {
      ScoreBatch batch = model.batch(values.length);
      for (int step = HISTORY; step < values.length; step++) {
        assertThat(batch.add(windows(fitted, matrix), 0, step, 0)).isEqualTo(Admission.ACCEPTED);
      }
      batch.finish();
      for (int i = 0; i < batch.size(); i++) {
        judged.add(
            new Judged(
                values[HISTORY + i],
                batch.yhat(i),
                batch.yhatLower(i),
                batch.yhatUpper(i),
                batch.anomalyScore(i)));
      }
    }
    return judged;
  }

  private static ServingModel model(Fitted fitted, SeriesMatrix matrix) {
    return ServingModel.open(Detectors.detector("dns", "a", fitted, matrix));
  }

  private static SlidingWindows windows(Fitted fitted, SeriesMatrix matrix) {
    return new SlidingWindows(matrix, fitted.shape().window(), 3);
  }
}
