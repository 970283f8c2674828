package dev.tocsin.eval.contest;

import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import java.util.List;

/**
 * What a contender says about a case.
 *
 * @param scores of each series of the case, in their order; or one score for all of them
 * @param alerts what it rings for by its own threshold and its own rules, as columns; none if it
 *     has no threshold of its own
 */
public record Answer(List<Scores> scores, List<StepRange> alerts) {
  /** Copies the lists. */
  public Answer {
    scores = List.copyOf(scores);
    alerts = List.copyOf(alerts);
  }
}
