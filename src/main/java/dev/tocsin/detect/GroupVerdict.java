package dev.tocsin.detect;

import dev.tocsin.detect.Unscored.Reason;
import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The joint verdict on a group of series.
 *
 * @param labels those by which it is a group; none where its series have none of them
 * @param members the series in it, at least one
 * @param points the steps asked for, ascending by time, at least one
 */
public record GroupVerdict(Labels labels, List<Labels> members, List<GroupPoint> points) {
  /** Copies the lists. */
  public GroupVerdict {
    members = List.copyOf(members);
    points = List.copyOf(points);
  }

  /**
   * The verdicts on all groups, in the order in which their first series come; none where series
   * are not grouped. A step's depends on nothing but the series' verdicts at that step.
   *
   * @param series with points at the same steps
   */
  public static List<GroupVerdict> of(List<SeriesVerdict> series, Grouping grouping) {
    List<GroupVerdict> groups = new ArrayList<>();
    if (!grouping.isNone()) {
      grouping
          .gather(series, SeriesVerdict::labels)
          .forEach((labels, members) -> groups.add(of(labels, members)));
    }
    return groups;
  }

  private static GroupVerdict of(Labels labels, List<SeriesVerdict> members) {
    int steps = members.get(0).points().size();
    List<GroupPoint> points = new ArrayList<>(steps);
    for (int step = 0; step < steps; step++) {
      Optional<JointScore> score = JointScore.of(members, step);
      points.add(score.isPresent() ? score.get() : unscored(members, step));
    }
    return new GroupVerdict(labels, members.stream().map(SeriesVerdict::labels).toList(), points);
  }

  /** A group without a score says what most of its series say. */
  private static Unscored unscored(List<SeriesVerdict> members, int step) {
    Instant time = members.get(0).points().get(step).time();
    Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    for (SeriesVerdict member : members) {
      if (member.points().get(step) instanceof Unscored unscored) {
        counts.merge(unscored.reason(), 1, Integer::sum);
      }
    }
    Reason most =
        counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    return new Unscored(time, most);
  }

  /** Whether the group is anomalous at any of the points. */
  public boolean anomalous() {
    return scored().anyMatch(JointScore::anomalous);
  }

  /** The point with the highest score, the first of several; empty where none has one. */
  public Optional<JointScore> peak() {
    return scored()
        .max(
            Comparator.comparingDouble(JointScore::anomalyScore)
                .thenComparing(Comparator.comparing(JointScore::time).reversed()));
  }

  /** Why the group has no score: the reason at its last step, if no step has one. */
  public Optional<Reason> skipped() {
    return scored().findAny().isEmpty() && points.get(points.size() - 1) instanceof Unscored last
        ? Optional.of(last.reason())
        : Optional.empty();
  }

  /** The points that have a score. */
  public Stream<JointScore> scored() {
    return points.stream().filter(JointScore.class::isInstance).map(JointScore.class::cast);
  }
}
