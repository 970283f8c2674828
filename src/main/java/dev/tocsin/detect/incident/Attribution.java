package dev.tocsin.detect.incident;

import dev.tocsin.detect.incident.Incident.Contribution;
import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who has which part in an incident, and what those have in common. */
final class Attribution {
  /** More names hide what matters; the rest is told as one number. */
  private static final int MOST_NAMED = 10;

  private Attribution() {}

  /**
   * The incident that series' incidents make together.
   *
   * @param together at least one
   * @param all every series of the job
   */
  static Incident of(List<SeriesIncident> together, List<Labels> all) {
    List<SeriesIncident> bySeries = merged(together);
    Span span = bySeries.stream().map(SeriesIncident::span).reduce(Span::with).orElseThrow();
    return of(Optional.empty(), new Course(span, peak(bySeries)), bySeries, all);
  }

  /**
   * The incident of a group.
   *
   * @param parts what its series had in it, at least one
   * @param all every series of the group
   */
  static Incident ofGroup(
      Labels group, Course course, List<SeriesIncident> parts, List<Labels> all) {
    return of(Optional.of(group), course, parts, all);
  }

  /** When an incident was, and its highest score. */
  record Course(Span span, Optional<Peak> peak) {}

  private static Incident of(
      Optional<Labels> group, Course course, List<SeriesIncident> bySeries, List<Labels> all) {
    double mass = bySeries.stream().mapToDouble(SeriesIncident::mass).sum();
    List<Contribution> contributions =
        bySeries.stream()
            .sorted(Comparator.comparingDouble(SeriesIncident::mass).reversed())
            .map(incident -> new Contribution(incident.mass() / mass, incident))
            .toList();
    List<Contribution> named = contributions.subList(0, Math.min(MOST_NAMED, contributions.size()));
    double rest = contributions.stream().skip(named.size()).mapToDouble(Contribution::share).sum();
    return new Incident(
        group,
        cause(bySeries),
        course.span(),
        course.peak(),
        bySeries.size(),
        named,
        rest,
        CommonLabelSearch.in(contributions, all));
  }

  /** A series that opened twice within the incident of all has one part in it. */
  private static List<SeriesIncident> merged(List<SeriesIncident> together) {
    Map<Labels, SeriesIncident> bySeries = new LinkedHashMap<>();
    together.forEach(incident -> bySeries.merge(incident.labels(), incident, Attribution::with));
    return new ArrayList<>(bySeries.values());
  }

  private static SeriesIncident with(SeriesIncident one, SeriesIncident other) {
    return new SeriesIncident(
        one.labels(),
        one.mass() >= other.mass() ? one.cause() : other.cause(),
        one.span().with(other.span()),
        peak(List.of(one, other)),
        one.mass() + other.mass());
  }

  private static Cause cause(List<SeriesIncident> incidents) {
    Map<Cause, Double> masses = new EnumMap<>(Cause.class);
    incidents.forEach(incident -> masses.merge(incident.cause(), incident.mass(), Double::sum));
    return masses.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  private static Optional<Peak> peak(List<SeriesIncident> incidents) {
    return incidents.stream()
        .flatMap(incident -> incident.peak().stream())
        .max(Comparator.comparingDouble(Peak::score));
  }
}
