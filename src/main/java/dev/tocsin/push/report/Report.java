package dev.tocsin.push.report;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.SeriesVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run found, for sinks.
 *
 * @param subject what was scored
 * @param at the last step of the window
 * @param series a verdict for each series
 * @param groups a joint verdict for each group of them; none if they are not grouped
 * @param notices what is or was wrong
 */
public record Report(
    Subject subject,
    Instant at,
    List<SeriesVerdict> series,
    List<GroupVerdict> groups,
    List<Notice> notices) {
  /** Copies the lists. */
  public Report {
    series = List.copyOf(series);
    groups = List.copyOf(groups);
    notices = List.copyOf(notices);
  }

  /** A report of series that are not grouped. */
  public Report(Subject subject, Instant at, List<SeriesVerdict> series, List<Notice> notices) {
    this(subject, at, series, List.of(), notices);
  }

  /**
   * What was scored.
   *
   * @param job the job's name
   * @param model what kind of model the scores rest on; empty if there was none
   * @param query the job's PromQL
   * @param interval how often the job runs; what is not repeated for some of them is over
   * @param part the name of the part of the job that was scored, such as {@code 2/8}; none if all
   *     of it was. The parts of a job tell of different series at the same time.
   */
  public record Subject(
      String job, String model, String query, Duration interval, Optional<String> part) {}

  /** What tells this report from all others, but for the same run told again. */
  public String id() {
    return subject.job() + '/' + at + subject.part().map(part -> '/' + part).orElse("");
  }

  /** Whether there is anything to be alarmed about: of groups, where there are any. */
  public boolean isAlarming() {
    return !notices.isEmpty()
        || (groups.isEmpty()
            ? series.stream().anyMatch(SeriesVerdict::anomalous)
            : groups.stream().anyMatch(GroupVerdict::anomalous));
  }
}
