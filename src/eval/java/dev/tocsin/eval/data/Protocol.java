package dev.tocsin.eval.data;

import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.detect.measure.Tolerance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How scores and alerts on a benchmark are judged.
 *
 * @param calmSteps an alert is over when so many steps in a row were below the threshold
 * @param tolerance what of an alert after a stretch is held against a detector
 * @param quiet the steps at the start in which nobody can know what is normal
 * @param buffer the longest buffer of VUS-PR, in steps
 * @param season the rhythm that a detector may be told of; otherwise it may try a day and a week
 * @param grouping by which labels the series of a case tell of one thing and get one score
 */
public record Protocol(
    int calmSteps,
    Tolerance tolerance,
    Quiet quiet,
    int buffer,
    Optional<Duration> season,
    Grouping grouping) {

  /**
   * The steps at the start in which stretches do not count, and neither do scores.
   *
   * @param share of all steps
   * @param least so many steps at least
   * @param most so many steps at most
   */
  public record Quiet(double share, int least, int most) {
    /** Where Tocsin's back-test fits its first model. */
    public static final Quiet UNTIL_FIRST_FIT = new Quiet(0.15, 60, 200);

    /** So many steps however long the series are. */
    public static Quiet of(int steps) {
      return new Quiet(0, steps, steps);
    }

    /** How many steps of {@code columns}. */
    public int steps(int columns) {
      return Math.max(least, Math.min(most, (int) (share * columns)));
    }
  }

  /** Whether the series of a case get one score. */
  public boolean isJoint() {
    return !grouping.isNone();
  }

  /** The scores after the quiet steps; none within. */
  public Scores counted(Scores scores) {
    return scores.from(quiet.steps(scores.size()));
  }

  /** The stretches that begin after the quiet steps, of a case or of alerts on it. */
  public List<StepRange> counted(List<StepRange> stretches, int columns) {
    int from = quiet.steps(columns);
    return stretches.stream().filter(stretch -> stretch.first() >= from).toList();
  }

  /** How long a case is watched after the quiet steps, summed over what gets a score. */
  public Duration watched(LabelledMatrix one) {
    int steps = one.columns() - quiet.steps(one.columns());
    return one.step().multipliedBy((long) steps * (isJoint() ? 1 : one.samples().rows()));
  }
}
