package dev.tocsin.eval.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.eval.data.LabelledSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NabScorerTest {
  private static final double EXACT = 1e-9;

  /** The greatest value of the sigmoid within a window, which a detection is divided by. */
  private static final double MAX = 2 / (1 + Math.exp(-5)) - 1;

  private static final StepRange FIRST = new StepRange(400, 419);
  private static final StepRange SECOND = new StepRange(700, 719);

  /** 150 rows of probation. */
  private static final LabelledMatrix FILE = LabelledSeries.zeros(1_000, FIRST, SECOND);

  @ParameterizedTest
  @EnumSource(NabProfile.class)
  void at_isHundredForDetectionsAtTheStartOfEachWindow(NabProfile profile) {
    assertThat(score(profile, 400, 700)).isCloseTo(100, within(EXACT));
  }

  @ParameterizedTest
  @EnumSource(NabProfile.class)
  void at_isZeroForNoDetections(NabProfile profile) {
    assertThat(score(profile)).isCloseTo(0, within(EXACT));
  }

  @Test
  void at_givesLessTheLaterADetectionInAWindowIs() {
    // The first row of 20 is at -20/20, the eleventh at -10/20, the last at -1/20.
    double middle = (2 / (1 + Math.exp(-2.5)) - 1) / MAX;
    double last = (2 / (1 + Math.exp(-0.25)) - 1) / MAX;

    assertThat(score(NabProfile.STANDARD, 410)).isCloseTo(normalised(middle - 1), within(EXACT));
    assertThat(score(NabProfile.STANDARD, 419)).isCloseTo(normalised(last - 1), within(EXACT));
  }

  @Test
  void at_countsOnlyTheBestDetectionOfAWindow() {
    assertThat(score(NabProfile.STANDARD, 405, 410, 415))
        .isEqualTo(score(NabProfile.STANDARD, 405));
  }

  @Test
  void at_chargesAllOfAFalseDetectionBeforeAnyWindow() {
    assertThat(score(NabProfile.STANDARD, 200)).isCloseTo(normalised(-2 - 0.11), within(EXACT));
    assertThat(score(NabProfile.LOW_FP, 200)).isCloseTo(normalised(-2 - 0.22), within(EXACT));
  }

  @Test
  void at_chargesLittleShortlyAfterAWindowAndAllFarFromIt() {
    // 419 + 19 rows are one width less one row behind the window; 476 are three.
    double near = 2 / (1 + Math.exp(5)) - 1;

    assertThat(score(NabProfile.STANDARD, 438))
        .isCloseTo(normalised(-2 + 0.11 * near), within(EXACT));
    assertThat(score(NabProfile.STANDARD, 477)).isCloseTo(normalised(-2 - 0.11), within(EXACT));
    assertThat(score(NabProfile.STANDARD, 420)).isGreaterThan(score(NabProfile.STANDARD, 438));
  }

  @Test
  void at_ignoresProbation() {
    assertThat(score(NabProfile.STANDARD, 0, 149)).isCloseTo(0, within(EXACT));
    assertThat(score(NabProfile.STANDARD, 150)).isNegative();
  }

  @Test
  void probation_isOfFiveThousandRowsAtMost() {
    assertThat(RowWorth.of(LabelledSeries.zeros(22_695)).probation()).isEqualTo(750);
    assertThat(RowWorth.of(LabelledSeries.zeros(1_127)).probation()).isEqualTo(169);
  }

  @Test
  void at_addsUpAllFilesBeforeItNormalises() {
    LabelledMatrix quiet = LabelledSeries.zeros(1_000);
    NabScorer both = new NabScorer(List.of(FILE, quiet));

    double score = both.at(1, List.of(detections(400, 700), detections(500)), NabProfile.STANDARD);

    assertThat(score).isCloseTo(normalised(2 - 0.11), within(EXACT));
  }

  @Test
  void atOnsets_isTheScoreOfTheFirstStepsOfAlerts() {
    List<List<StepRange>> alerts =
        List.of(List.of(new StepRange(390, 410), new StepRange(703, 9_999)));

    assertThat(new NabScorer(List.of(FILE)).atOnsets(alerts, NabProfile.STANDARD))
        .isEqualTo(score(NabProfile.STANDARD, 390, 703));
  }

  @Test
  void atOnsets_ignoresProbation() {
    List<List<StepRange>> alerts =
        List.of(List.of(new StepRange(100, 400), new StepRange(700, 700)));

    assertThat(new NabScorer(List.of(FILE)).atOnsets(alerts, NabProfile.STANDARD))
        .isEqualTo(score(NabProfile.STANDARD, 700));
  }

  @Test
  void optimum_isTheBestThresholdOfAll() {
    double[] scores = new double[1_000];
    scores[400] = 0.9;
    scores[200] = 0.7;
    scores[700] = 0.5;
    Arrays.fill(scores, 800, 900, 0.3);

    NabScorer.Optimum optimum =
        new NabScorer(List.of(FILE)).optimum(List.of(Scores.of(scores)), NabProfile.STANDARD);

    assertThat(optimum.threshold()).isEqualTo(0.5);
    assertThat(optimum.score()).isCloseTo(normalised(2 - 0.11), within(EXACT));
  }

  @Test
  void optimum_takesRowsOfEqualScoreTogether() {
    double[] scores = new double[1_000];
    scores[400] = 1;
    Arrays.fill(scores, 800, 1_000, 1);

    NabScorer.Optimum optimum =
        new NabScorer(List.of(FILE)).optimum(List.of(Scores.of(scores)), NabProfile.STANDARD);

    assertThat(optimum.threshold()).isInfinite();
    assertThat(optimum.score()).isZero();
  }

  @Test
  void optimum_isNeverBelowAnyThreshold() {
    List<Scores> scores = List.of(Scores.of(new Random(3).doubles(1_000).toArray()));
    NabScorer scorer = new NabScorer(List.of(FILE));
    List<Double> others = new ArrayList<>();
    for (double threshold = 0; threshold < 1; threshold += 0.01) {
      others.add(scorer.at(threshold, scores, NabProfile.STANDARD));
    }
    NabScorer.Optimum optimum = scorer.optimum(scores, NabProfile.STANDARD);

    assertThat(others).allSatisfy(other -> assertThat(other).isLessThanOrEqualTo(optimum.score()));
    assertThat(scorer.at(optimum.threshold(), scores, NabProfile.STANDARD))
        .isCloseTo(optimum.score(), within(EXACT));
  }

  /** Of a raw score with two windows: -2 is none, 2 is perfect. */
  private static double normalised(double raw) {
    return 100 * (raw + 2) / 4;
  }

  private static double score(NabProfile profile, int... rows) {
    return new NabScorer(List.of(FILE)).at(1, List.of(detections(rows)), profile);
  }

  private static Scores detections(int... rows) {
    double[] scores = new double[1_000];
    for (int row : rows) {
      scores[row] = 1;
    }
    return Scores.of(scores);
  }
}
