package dev.tocsin.function.alert;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.detect.incident.Incidents;
import dev.tocsin.detect.incident.SeriesIncident;
import dev.tocsin.function.alert.AlertFinding.Context;
import dev.tocsin.function.alert.AlertFinding.GroupContext;
import dev.tocsin.function.alert.AlertFinding.SeriesContext;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says how a job's series were, as scores and incidents tell it. Pure functions. */
final class AlertContexts {
  /** A page of a terminal; how many more there are is said. */
  private static final int MAX_SERIES = 20;

  private static final Comparator<SeriesContext> MOST_UNUSUAL_FIRST =
      Comparator.comparingDouble(series -> series.peakScore() == null ? 0 : -series.peakScore());

  private static final Comparator<GroupContext> MOST_UNUSUAL_GROUP_FIRST =
      Comparator.comparingDouble(group -> group.peakScore() == null ? 0 : -group.peakScore());

  private AlertContexts() {}

  /**
   * The context of the series that are the alert's own.
   *
   * @param result the scores of all of the job's series
   */
  static Context of(Job job, ScoreResult result, Predicate<Labels> isOwn) {
    IncidentRules rules = job.rules();
    List<SeriesIncident> incidents =
        Incidents.ofSeries(result.series(), rules, job.view(), labels -> true);
    List<SeriesContext> own = contexts(result, incidents, verdict -> isOwn.test(verdict.labels()));
    List<SeriesContext> with =
        contexts(
            result, incidents, verdict -> verdict.anomalous() && !isOwn.test(verdict.labels()));
    return new Context(
        job.name(),
        result.at().minus(job.reach().window()).plus(job.reach().step()),
        result.at(),
        own.stream().anyMatch(SeriesContext::anomalous),
        own.subList(0, Math.min(MAX_SERIES, own.size())),
        own.size(),
        with.subList(0, Math.min(MAX_SERIES, with.size())),
        with.size(),
        rules.grouping().isNone() ? null : groups(rules.grouping(), result, isOwn),
        common(result.incidents()));
  }

  private static List<GroupContext> groups(
      Grouping grouping, ScoreResult result, Predicate<Labels> isOwn) {
    Set<Labels> own =
        result.series().stream()
            .map(SeriesVerdict::labels)
            .filter(isOwn)
            .map(grouping::of)
            .collect(Collectors.toSet());
    return result.groups().stream()
        .filter(group -> own.contains(group.labels()))
        .map(AlertContexts::context)
        .sorted(MOST_UNUSUAL_GROUP_FIRST)
        .limit(MAX_SERIES)
        .toList();
  }

  private static GroupContext context(GroupVerdict group) {
    Optional<JointScore> peak = group.peak();
    return new GroupContext(
        group.labels().asMap(),
        group.anomalous(),
        peak.map(JointScore::anomalyScore).orElse(null),
        peak.map(JointScore::time).orElse(null),
        peak.flatMap(JointScore::driver).map(Labels::asMap).orElse(null));
  }

  private static List<SeriesContext> contexts(
      ScoreResult result, List<SeriesIncident> incidents, Predicate<SeriesVerdict> which) {
    return result.series().stream()
        .filter(which)
        .map(verdict -> context(verdict, incidents))
        .sorted(MOST_UNUSUAL_FIRST)
        .toList();
  }

  private static SeriesContext context(SeriesVerdict verdict, List<SeriesIncident> incidents) {
    Map<String, String> labels = verdict.labels().asMap();
    Optional<Scored> peak = verdict.scored().max(Comparator.comparingDouble(Scored::anomalyScore));
    if (peak.isEmpty()) {
      String reason = verdict.skipped().map(Unscored.Reason::text).orElse("no score");
      return new SeriesContext(labels, false, null, null, null, reason);
    }
    return new SeriesContext(
        labels,
        verdict.anomalous(),
        peak.get().anomalyScore(),
        peak.get().time(),
        since(verdict, peak.get().time(), incidents),
        null);
  }

  private static @Nullable Instant since(
      SeriesVerdict verdict, Instant peak, List<SeriesIncident> incidents) {
    return incidents.stream()
        .filter(incident -> incident.labels().equals(verdict.labels()))
        .filter(incident -> !incident.span().onset().isAfter(peak))
        .filter(incident -> !incident.span().end().isBefore(peak))
        .map(incident -> incident.span().onset())
        .findFirst()
        .orElse(null);
  }

  /** Of the last incident: the one nearest to the alert. */
  private static List<Map<String, String>> common(List<Incident> incidents) {
    return incidents.isEmpty()
        ? List.of()
        : incidents.get(incidents.size() - 1).common().stream()
            .map(common -> common.labels().asMap())
            .toList();
  }
}
