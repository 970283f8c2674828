package dev.tocsin.push.alert;

import dev.tocsin.push.report.Notice;
import dev.tocsin.push.report.OwnLabels;
import dev.tocsin.push.report.Report;
import dev.tocsin.series.Labels;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * How alerts are labelled. A notice keeps its labels; the metric's name goes into {@code for}, and
 * a label that meets one of the names here moves to {@code exported_…}.
 *
 * @param alertname the alert's name
 * @param severity by which Alertmanager may route it
 * @param prometheus whose graph an alert leads to, as people reach it
 */
public record AlertNaming(String alertname, String severity, URI prometheus) {
  private static final String TOCSIN_JOB = "tocsin_job";

  /** Without it the parts of a job would end and overwrite each other's alerts. */
  private static final String TOCSIN_PART = "tocsin_part";

  /** {@code TocsinAnomaly}, a warning. */
  public static AlertNaming of(URI prometheus) {
    return new AlertNaming("TocsinAnomaly", "warning", prometheus);
  }

  /**
   * Checks the texts.
   *
   * @throws IllegalArgumentException if one is empty: Alertmanager refuses such labels
   */
  public AlertNaming {
    if (alertname.isBlank() || severity.isBlank()) {
      throw new IllegalArgumentException(
          "alert name \"%s\" of severity \"%s\", expected texts".formatted(alertname, severity));
    }
  }

  Labels labels(Notice notice, Report.Subject subject) {
    Map<String, String> own = new TreeMap<>();
    own.put("alertname", alertname);
    own.put("severity", severity);
    own.put(TOCSIN_JOB, subject.job());
    subject.part().ifPresent(part -> own.put(TOCSIN_PART, part));
    if (!notice.labels().metricName().isEmpty()) {
      own.put(OwnLabels.FOR, notice.labels().metricName());
    }
    Map<String, String> valid = new TreeMap<>();
    notice.labels().forEach((name, value) -> valid.put(valid(name), value));
    return OwnLabels.besides(own, Labels.of(valid));
  }

  /** Alertmanager took no other names before 0.27. */
  private static String valid(String name) {
    String valid = name.replaceAll("[^a-zA-Z0-9_]", "_");
    return Character.isDigit(valid.charAt(0)) ? '_' + valid : valid;
  }
}
