package dev.tocsin.function.alert;

import dev.tocsin.series.Labels;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which series an alert is about: those that have a label in common with it and contradict it in
 * none. The labels are compared here; nothing that an alert says becomes part of a query.
 */
final class AlertMatch {
  /** What rules add to say what an alert is, not what it is about. */
  private static final Set<String> NOT_OF_SERIES =
      Set.of(Labels.METRIC_NAME, "alertname", "alertstate", "severity", AlertJobs.JOB);

  private final Map<String, String> labels;

  AlertMatch(Map<String, String> alert) {
    this.labels = new TreeMap<>(alert);
    this.labels.keySet().removeAll(NOT_OF_SERIES);
  }

  /** Whether the alert is about the series. */
  boolean isAbout(Labels series) {
    boolean[] found = {false, false};
    series.forEach(
        (name, value) -> {
          String said = labels.get(name);
          if (said != null) {
            found[said.equals(value) ? 0 : 1] = true;
          }
        });
    return found[0] && !found[1];
  }
}
