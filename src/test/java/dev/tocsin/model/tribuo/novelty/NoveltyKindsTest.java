package dev.tocsin.model.tribuo.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoveltyKindsTest {
  private static final TrainingSettings SETTINGS = TrainingSettings.of(12);
  private static final int HISTORY = 800;
  private static final int SERIES = 20;

  /** The wanted rate is 1e-4, and bands rest on 200 steps: far above is wrong, not a factor. */
  private static final double MOST_ALERTS = 0.003;

  /** Scales that a last value is moved by, above and besides its own noise. */
  private static final double SHIFT = 16;

  /**
   * The share of them that is found: a burst in what is held back widens the band of one series.
   */
  private static final double LEAST_FOUND = 0.9;

  static Stream<Trainer> trainers() {
    return Stream.of(
        new PooledTrainer(new KMeansMeasureTrainer()), new PooledTrainer(new OneClassSvmTrainer()));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void fit_scoresOrdinaryStepsBelowOneAndIncidentsAbove(Trainer trainer) {
    SeriesMatrix all = SyntheticSeries.arMatrix(5, SERIES, HISTORY + 1_000, 0.6);
    Fitted fitted = trainer.fit(all.slice(0, HISTORY), SETTINGS, Progress.none());

    double[] ordinary = scores(fitted, fitted.parameters(), all, HISTORY, 0);
    double[] shifted = scores(fitted, fitted.parameters(), all, HISTORY, SHIFT);

    assertThat(share(ordinary)).isLessThan(MOST_ALERTS);
    assertThat(share(shifted)).isGreaterThan(LEAST_FOUND);
    assertThat(Arrays.stream(ordinary).allMatch(score -> score >= 0 && score < 1e6)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void fit_doesNotDependOnTheSizeOfSeries(Trainer trainer) {
    Random random = new Random(3);
    double[] values = SyntheticSeries.ar(random, HISTORY, 0, 1, 0.5);
    double[] large = new double[HISTORY];
    for (int t = 0; t < HISTORY; t++) {
      large[t] = 1e12 + 1e4 * values[t];
    }
    SeriesMatrix both =
        SeriesMatrix.on(SyntheticSeries.grid(HISTORY))
            .add(SyntheticSeries.labels(0), values)
            .add(SyntheticSeries.labels(1), large)
            .build();

    Fitted fitted = trainer.fit(both, SETTINGS, Progress.none());

    double[] scores = scores(fitted, fitted.parameters(), both, HISTORY - 100, 0);
    for (int i = 0; i < 100; i++) {
      // 1e12 has steps of 1e-4, a hundred-millionth of its noise.
      assertThat(scores[i]).isCloseTo(scores[100 + i], within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void join_calibratesNewcomersByTheGraphThereIs(Trainer trainer) {
    SeriesMatrix all = SyntheticSeries.arMatrix(5, SERIES, HISTORY + 500, 0.6);
    SeriesMatrix others = SyntheticSeries.arMatrix(6, SERIES, HISTORY + 500, 0.6);
    Fitted fitted = trainer.fit(all.slice(0, HISTORY), SETTINGS, Progress.none());

    SeriesParameters joined =
        trainer.join(
            fitted.graph(), fitted.shape(), others.slice(0, HISTORY), SETTINGS, Progress.none());

    assertThat(joined.names()).isEqualTo(fitted.parameters().names());
    assertThat(share(scores(fitted, joined, others, HISTORY, 0))).isLessThan(MOST_ALERTS);
    assertThat(share(scores(fitted, joined, others, HISTORY, SHIFT))).isGreaterThan(LEAST_FOUND);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void fit_ofManySeries_seesABoundedNumberOfWindows(Trainer trainer) {
    SeriesMatrix many = SyntheticSeries.arMatrix(5, 200, 200, 0.6);

    Fitted fitted = trainer.fit(many, SETTINGS, Progress.none());

    assertThat(fitted.report().usableWindows()).isEqualTo(200L * (200 - 12));
    assertThat(fitted.report().fittedWindows()).isIn(2_000L, 10_000L);
    assertThat(fitted.report().accuracy()).isEqualTo(Fitted.Accuracy.none());
    assertThat(fitted.report().provenance())
        .contains("at most " + fitted.report().fittedWindows() + " drawn evenly");
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void fit_ofSeriesThatNeverMove_isAState(Trainer trainer) {
    SeriesMatrix flat = SyntheticSeries.matrix(new double[300]);

    Fitted fitted = trainer.fit(flat, SETTINGS, Progress.none());

    try (OnnxDetector detector = OnnxDetector.open(fitted.graph(), fitted.graph().digest())) {
      ScoreBatch batch = detector.batch(fitted.parameters(), fitted.shape(), 1);
      SlidingWindows windows = new SlidingWindows(flat, fitted.shape().window(), 0);
      assertThat(batch.add(windows, 0, 200, 0)).isEqualTo(Admission.CONSTANT);
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void fit_ofTooShortAHistory_saysSo(Trainer trainer) {
    assertThatThrownBy(
            () -> trainer.fit(SyntheticSeries.arMatrix(1, 2, 40, 0.5), SETTINGS, Progress.none()))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.NOT_ENOUGH_HISTORY));
  }

  private static double share(double[] scores) {
    int anomalous = 0;
    for (double score : scores) {
      anomalous += score >= 1 ? 1 : 0;
    }
    return (double) anomalous / scores.length;
  }

  /** Scores of all steps from one on, each moved by some spreads of its series. */
  private static double[] scores(
      Fitted fitted, SeriesParameters series, SeriesMatrix matrix, int from, double spreads) {
    int window = fitted.shape().window();
    try (OnnxDetector detector = OnnxDetector.open(fitted.graph(), fitted.graph().digest())) {
      ScoreBatch batch = detector.batch(series, fitted.shape(), 1_000);
      for (int row = 0; row < matrix.rows(); row++) {
        double move = spreads == 0 ? 0 : spreads * series.tensor("scale").value(row, 0);
        for (int column = from; column < matrix.columns(); column++) {
          double[] values = new double[window + 1];
          matrix.copyRow(row, column - window, column + 1, values, 0);
          values[window] += move;
          SeriesMatrix moved =
              SeriesMatrix.on(matrix.grid().slice(column - window, column + 1))
                  .add(matrix.labels(row), values)
                  .build();
          Admission admission = batch.add(new SlidingWindows(moved, window, 0), 0, window, row);
          assertThat(admission).isEqualTo(Admission.ACCEPTED);
        }
      }
      batch.finish();
      double[] scores = new double[batch.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = batch.anomalyScore(i);
      }
      return scores;
    }
  }
}
