package dev.tocsin.eval.data;

import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.detect.measure.Tolerance;
import dev.tocsin.pipeline.backtest.RefitSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How scores and alerts on a benchmark are judged.
 *
 * @param tolerance what of an alert after a stretch is held against a detector
 * @param buffer the longest buffer of VUS-PR, in steps
 * @param season the rhythm that a detector may be told of; otherwise it may try a day and a week
 * @param grouping by which labels the series of a case tell of one thing and get one score
 * @param first the step before which Tocsin fits first, where the default would miss what there is
 */
public record Protocol(
    Tolerance tolerance,
    int buffer,
    Optional<Duration> season,
    Grouping grouping,
    OptionalInt first) {

  /** A protocol under which the first fit is that of a back-test by default. */
  public Protocol(Tolerance tolerance, int buffer, Optional<Duration> season, Grouping grouping) {
    this(tolerance, buffer, season, grouping, OptionalInt.empty());
  }

  /** The same with its first fit at another step. */
  Protocol withFirst(int step) {
    return new Protocol(tolerance, buffer, season, grouping, OptionalInt.of(step));
  }

  /** Whether the series of a case get one score. */
  public boolean isJoint() {
    return !grouping.isNone();
  }

  /**
   * The steps at the start of a case in which stretches do not count, and neither do scores: those
   * before Tocsin's first fit, in which nobody can know what is normal.
   */
  public int quietSteps(LabelledMatrix one) {
    long period = season.orElse(Duration.ZERO).dividedBy(one.step());
    return first.orElseGet(() -> RefitSchedule.growing().firstFit(one.columns(), period));
  }

  /** The scores of a case's series after the quiet steps; none within. */
  public Scores counted(Scores scores, LabelledMatrix one) {
    return scores.from(quietSteps(one));
  }

  /** The stretches that begin after the quiet steps, of a case or of alerts on it. */
  public List<StepRange> counted(List<StepRange> stretches, LabelledMatrix one) {
    int from = quietSteps(one);
    return stretches.stream().filter(stretch -> stretch.first() >= from).toList();
  }

  /** How long a case is watched after the quiet steps, summed over what gets a score. */
  public Duration watched(LabelledMatrix one) {
    int steps = one.columns() - quietSteps(one);
    return one.step().multipliedBy((long) steps * (isJoint() ? 1 : one.samples().rows()));
  }
}
