package dev.tocsin.push.series;

import dev.tocsin.push.report.OwnLabels;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.report.ScoreValue;
import dev.tocsin.series.Labels;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which series are written of a run, and their labels.
 *
 * <p>A series keeps all its labels but its name, which goes into {@code for} (the job's name where
 * an expression dropped it); {@code model_alias} is the kind of model, {@code scheduler_alias} the
 * job, as vmanomaly's dashboards expect them. An input label of one of these names moves to {@code
 * exported_…}, as in Prometheus.
 *
 * @param prefix of the series' names; possibly empty
 * @param values which numbers are written
 * @param labels more labels, such as {@code preset}
 * @see <a href="https://docs.victoriametrics.com/anomaly-detection/components/writer/">vmanomaly's
 *     writer</a>
 */
public record SeriesNaming(String prefix, Set<ScoreValue> values, Map<String, String> labels) {
  static final String SCHEDULER_ALIAS = "scheduler_alias";
  private static final String MODEL_ALIAS = "model_alias";
  private static final Pattern PREFIX = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)?");
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /**
   * Checks the names, and copies.
   *
   * @throws IllegalArgumentException if a name is none, or nothing is to be written
   */
  public SeriesNaming {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "prefix is \"" + prefix + "\", expected the beginning of a metric name, such as tocsin_");
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no series to write, expected at least anomaly_score");
    }
    for (String name : labels.keySet()) {
      if (!isLabelName(name) || name.startsWith("__")) {
        throw new IllegalArgumentException(
            "label \"" + name + "\" is no label name, expected one such as preset");
      }
    }
    values = Collections.unmodifiableSet(EnumSet.copyOf(values));
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** Only {@code anomaly_score}, without a prefix or more labels. */
  public static SeriesNaming standard() {
    return new SeriesNaming("", EnumSet.of(ScoreValue.ANOMALY_SCORE), Map.of());
  }

  /** Whether every version of Prometheus takes this as a label's name. */
  static boolean isLabelName(String name) {
    return LABEL_NAME.matcher(name).matches();
  }

  /** The name of a series. */
  String name(ScoreValue value) {
    return prefix + value.text();
  }

  /** The labels of a series, its name excepted. */
  Labels labels(Labels input, Report.Subject subject) {
    Map<String, String> own = new TreeMap<>(labels);
    own.put(OwnLabels.FOR, input.metricName().isEmpty() ? subject.job() : input.metricName());
    own.put(MODEL_ALIAS, subject.model());
    own.put(SCHEDULER_ALIAS, subject.job());
    return OwnLabels.besides(own, input);
  }
}
