package dev.tocsin.eval.measure;

import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores to alerts: one begins at the first step at or above the threshold and is over once {@code
 * calmSteps} steps in a row were below or had no score.
 *
 * @param calmSteps how many, at least 1
 */
public record AlertRule(int calmSteps) {
  /** The alerts, each from its onset to its last step at or above the threshold. */
  public List<StepRange> alerts(Scores scores, double threshold) {
    List<StepRange> alerts = new ArrayList<>();
    int first = -1;
    int last = -1;
    for (int step = 0; step < scores.size(); step++) {
      if (!(scores.at(step) >= threshold)) {
        continue;
      }
      if (first >= 0 && step > last + calmSteps) {
        alerts.add(new StepRange(first, last));
        first = -1;
      }
      first = first < 0 ? step : first;
      last = step;
    }
    if (first >= 0) {
      alerts.add(new StepRange(first, last));
    }
    return alerts;
  }
}
