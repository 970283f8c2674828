package dev.tocsin.detect;

import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The joint score of a group at a step: the mean over all of its series of their scores there, each
 * at most {@value #CAP}. A series without a score counts as 0, so that a group does not become
 * touchier as its series go missing; so does a score of 1 or more that a gate holds back.
 *
 * @param time the step
 * @param anomalyScore from 0 to {@value #CAP}
 * @param parts the series with a score of 1 or more, the one that drives the group first
 */
public record JointScore(Instant time, double anomalyScore, List<Part> parts)
    implements GroupPoint {
  /**
   * In a group no series weighs more: one that never moved until now scores 7 to 16, and would
   * speak for all.
   */
  public static final double CAP = 4;

  /** The greatest part first; of those at the cap, the highest score. */
  private static final Comparator<Scored> GREATEST_FIRST =
      Comparator.comparingDouble(Scored::anomalyScore).reversed();

  /** Copies the list. */
  public JointScore {
    parts = List.copyOf(parts);
  }

  /**
   * The part of a series in a joint score.
   *
   * @param labels which series
   * @param share above 0; the shares of all parts sum to 1
   */
  public record Part(Labels labels, double share) {}

  /** A series' verdict at the step. */
  private record Member(Labels labels, Scored point) {}

  /** What a series counts for in the mean. */
  public static double counted(PointVerdict point) {
    return point instanceof Scored scored && !isHeldBack(scored)
        ? Math.min(CAP, scored.anomalyScore())
        : 0;
  }

  private static boolean isHeldBack(Scored point) {
    return point.anomalyScore() >= Scored.THRESHOLD && !point.anomalous();
  }

  /**
   * The joint score of series at their {@code step}-th point; empty where none of them has a score.
   *
   * @param series with points at the same steps, at least one
   */
  public static Optional<JointScore> of(List<SeriesVerdict> series, int step) {
    double sum = 0;
    boolean isScored = false;
    for (SeriesVerdict one : series) {
      PointVerdict point = one.points().get(step);
      sum += counted(point);
      isScored |= point instanceof Scored;
    }
    Instant time = series.get(0).points().get(step).time();
    return isScored
        ? Optional.of(new JointScore(time, sum / series.size(), parts(series, step)))
        : Optional.empty();
  }

  private static List<Part> parts(List<SeriesVerdict> series, int step) {
    List<Member> members =
        series.stream()
            .filter(one -> one.points().get(step) instanceof Scored point && point.anomalous())
            .map(one -> new Member(one.labels(), (Scored) one.points().get(step)))
            .sorted(Comparator.comparing(Member::point, GREATEST_FIRST))
            .toList();
    double sum = members.stream().mapToDouble(member -> counted(member.point())).sum();
    return members.stream()
        .map(member -> new Part(member.labels(), counted(member.point()) / sum))
        .toList();
  }

  /** Whether the group is anomalous: its score reaches the threshold of a series. */
  public boolean anomalous() {
    return anomalyScore >= Scored.THRESHOLD;
  }

  /** The series that has most of the score; empty where none is anomalous. */
  public Optional<Labels> driver() {
    return parts.stream().findFirst().map(Part::labels);
  }
}
