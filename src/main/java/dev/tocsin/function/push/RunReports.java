package dev.tocsin.function.push;

import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.incident.Peak;
import dev.tocsin.detect.incident.Span;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.push.report.Notice;
import dev.tocsin.push.report.Report;
import dev.tocsin.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reports of runs. What is wrong is told as incidents of the whole job, whose labels are those that
 * all its series share: they stay the same while an incident takes hold of more series, by which an
 * Alertmanager knows it again. Of a job with groups it is told as incidents of each group, which
 * have the group's labels too.
 */
final class RunReports {
  private RunReports() {}

  /**
   * The report of a run.
   *
   * @param part which of the job's series were scored
   * @param interval how often the job is scored
   */
  static Report of(Job job, Part part, ScoreResult result, Duration interval) {
    Report.Subject subject =
        new Report.Subject(job.name(), job.recipe().kind(), job.query(), interval, part.name());
    return new Report(subject, result.at(), result.series(), result.groups(), notices(result));
  }

  private static List<Notice> notices(ScoreResult result) {
    List<Incident> incidents = result.incidents();
    if (incidents.isEmpty() || result.series().isEmpty()) {
      return List.of();
    }
    Labels shared = shared(result.series());
    Map<Labels, SeriesVerdict> byLabels = new HashMap<>();
    result.series().forEach(series -> byLabels.put(series.labels(), series));
    return incidents.stream().map(incident -> notice(incident, shared, byLabels)).toList();
  }

  private static Labels shared(List<SeriesVerdict> series) {
    Map<String, String> shared = new HashMap<>(series.get(0).labels().asMap());
    for (SeriesVerdict other : series) {
      shared.entrySet().retainAll(other.labels().asMap().entrySet());
    }
    return Labels.of(shared);
  }

  private static Notice notice(
      Incident incident, Labels shared, Map<Labels, SeriesVerdict> byLabels) {
    Span span = incident.span();
    return new Notice(
        incident.group().map(group -> both(shared, group)).orElse(shared),
        incident.cause().text(),
        span.onset(),
        span.open() ? Optional.empty() : Optional.of(span.end()),
        incident.peak().map(Peak::score).orElse(Double.NaN),
        incident.series(),
        incident.contributions().stream().map(part -> contributor(part, byLabels)).toList());
  }

  private static Labels both(Labels shared, Labels group) {
    Map<String, String> both = new HashMap<>(shared.asMap());
    both.putAll(group.asMap());
    return Labels.of(both);
  }

  private static Notice.Contributor contributor(
      Incident.Contribution part, Map<Labels, SeriesVerdict> byLabels) {
    Labels labels = part.incident().labels();
    Optional<Scored> worst =
        part.incident()
            .peak()
            .flatMap(
                peak ->
                    Optional.ofNullable(byLabels.get(labels))
                        .flatMap(series -> at(peak.time(), series)));
    return worst
        .map(
            point ->
                new Notice.Contributor(
                    labels,
                    part.share(),
                    point.y(),
                    point.yhat(),
                    point.yhatLower(),
                    point.yhatUpper()))
        .orElseGet(
            () ->
                new Notice.Contributor(
                    labels, part.share(), Double.NaN, Double.NaN, Double.NaN, Double.NaN));
  }

  private static Optional<Scored> at(Instant time, SeriesVerdict series) {
    return series.scored().filter(point -> point.time().equals(time)).findFirst();
  }
}
