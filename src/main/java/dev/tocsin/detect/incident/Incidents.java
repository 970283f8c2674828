package dev.tocsin.detect.incident;

import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the incidents in the verdicts on a job's series. Pure functions of what was judged: they
 * look at no clock, and an incident's onset, cause and mass at a step depend on nothing after it.
 */
public final class Incidents {
  private Incidents() {}

  /**
   * The incidents of each series by itself, ascending by onset.
   *
   * @param isAlive whether a series is known to have been there before its first point
   */
  public static List<SeriesIncident> ofSeries(
      List<SeriesVerdict> verdicts, IncidentRules rules, View view, Predicate<Labels> isAlive) {
    List<SeriesIncident> found = new ArrayList<>();
    for (SeriesVerdict series : verdicts) {
      found.addAll(SeriesTrack.follow(series, rules, view, isAlive.test(series.labels())));
    }
    found.sort(Comparator.comparing(incident -> incident.span().onset()));
    return found;
  }

  /**
   * The incidents of a job, ascending by onset: those of its series that overlap, or lie within the
   * hold-down of each other, are one; of a job with groups, those of each group.
   *
   * @param verdicts on all series of the job, the calm ones too
   * @param isAlive whether a series is known to have been there before its first point
   */
  public static List<Incident> of(
      List<SeriesVerdict> verdicts, IncidentRules rules, View view, Predicate<Labels> isAlive) {
    return rules.grouping().isNone()
        ? together(verdicts, rules, view, isAlive)
        : ofGroups(verdicts, rules, view, isAlive);
  }

  private static List<Incident> ofGroups(
      List<SeriesVerdict> verdicts, IncidentRules rules, View view, Predicate<Labels> isAlive) {
    List<Incident> found = new ArrayList<>();
    rules
        .grouping()
        .gather(verdicts, SeriesVerdict::labels)
        .forEach(
            (group, members) ->
                found.addAll(GroupTrack.follow(group, members, rules, view, isAlive)));
    found.sort(Comparator.comparing(incident -> incident.span().onset()));
    return found;
  }

  private static List<Incident> together(
      List<SeriesVerdict> verdicts, IncidentRules rules, View view, Predicate<Labels> isAlive) {
    Duration holdDown = view.step().multipliedBy(rules.holdDownSteps(view.step()));
    List<Labels> all = verdicts.stream().map(SeriesVerdict::labels).toList();
    List<Incident> incidents = new ArrayList<>();
    List<SeriesIncident> together = new ArrayList<>();
    Instant end = Instant.MIN;
    for (SeriesIncident incident : ofSeries(verdicts, rules, view, isAlive)) {
      if (!together.isEmpty() && incident.span().onset().isAfter(end.plus(holdDown))) {
        incidents.add(Attribution.of(together, all));
        together.clear();
        end = Instant.MIN;
      }
      together.add(incident);
      end = incident.span().end().isAfter(end) ? incident.span().end() : end;
    }
    if (!together.isEmpty()) {
      incidents.add(Attribution.of(together, all));
    }
    return incidents;
  }
}
