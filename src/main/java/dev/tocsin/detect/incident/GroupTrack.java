package dev.tocsin.detect.incident;

import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows the series of one group together, step by step, and notes the incidents of the group.
 * Looks only back.
 *
 * <p>A step belongs to an incident where the mean of what the series add to it ({@link GroupStep})
 * reaches the threshold. Where nothing is missing, stopped or an echo, that mean is the joint
 * score.
 */
final class GroupTrack {
  private final Labels group;
  private final List<SeriesVerdict> members;
  private final List<SeriesTrack> tracks;
  private final View view;
  private final int holdDown;
  private final List<Incident> found = new ArrayList<>();
  private @Nullable OpenGroupIncident open;

  /** The first step that belongs to no incident yet. */
  private int free;

  private GroupTrack(
      Labels group,
      List<SeriesVerdict> members,
      List<SeriesTrack> tracks,
      View view,
      int holdDown) {
    this.group = group;
    this.members = members;
    this.tracks = tracks;
    this.view = view;
    this.holdDown = holdDown;
  }

  /**
   * The incidents of a group, in the order of time.
   *
   * @param members verdicts on its series, at the same steps
   * @param isAlive whether a series is known to have been there before its first point
   */
  static List<Incident> follow(
      Labels group,
      List<SeriesVerdict> members,
      IncidentRules rules,
      View view,
      Predicate<Labels> isAlive) {
    List<SeriesTrack> tracks =
        members.stream()
            .map(one -> new SeriesTrack(one, rules, view, isAlive.test(one.labels())))
            .toList();
    GroupTrack track =
        new GroupTrack(group, members, tracks, view, rules.holdDownSteps(view.step()));
    int steps = members.get(0).points().size();
    for (int i = 0; i < steps; i++) {
      track.step(i);
    }
    if (track.open != null) {
      track.close(track.open, steps - 1 - track.open.last() < track.holdDown);
    }
    return track.found;
  }

  private void step(int i) {
    if (open != null && i - open.last() > holdDown) {
      close(open, false);
      open = null;
    }
    tracks.forEach(track -> track.step(i));
    GroupStep step = new GroupStep(tracks, i);
    if (step.mean() < Scored.THRESHOLD) {
      return;
    }
    if (open == null) {
      open = new OpenGroupIncident(Math.max(free, step.onset()));
    }
    open.note(step, JointScore.of(members, i));
  }

  private void close(OpenGroupIncident incident, boolean isOpen) {
    free = incident.last() + 1;
    boolean beganBefore = !view.isWhole() && incident.onset() < holdDown;
    Span span = span(incident.onset(), incident.last(), isOpen, beganBefore);
    List<Labels> all = members.stream().map(SeriesVerdict::labels).toList();
    found.add(
        incident.close(group, span, all, (first, last) -> span(first, last, isOpen, beganBefore)));
  }

  private Span span(int first, int last, boolean isOpen, boolean beganBefore) {
    return new Span(time(first), time(last), isOpen, beganBefore);
  }

  private Instant time(int step) {
    return members.get(0).points().get(step).time();
  }
}
