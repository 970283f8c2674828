package dev.tocsin.detect.incident;

import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.Scored;
import dev.tocsin.series.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An incident of a group that is not over yet. */
final class OpenGroupIncident {
  private final int onset;
  private final Map<Labels, Part> parts = new LinkedHashMap<>();
  private int last;
  private @Nullable JointScore peak;

  OpenGroupIncident(int onset) {
    this.onset = onset;
    this.last = onset;
  }

  int onset() {
    return onset;
  }

  int last() {
    return last;
  }

  /** Takes note of a step of it. */
  void note(GroupStep step, Optional<JointScore> score) {
    last = step.index();
    for (GroupStep.Addition addition : step.additions()) {
      parts
          .computeIfAbsent(addition.labels(), labels -> new Part(addition.since()))
          .note(step.index(), addition);
    }
    if (score.isPresent() && (peak == null || score.get().anomalyScore() > peak.anomalyScore())) {
      peak = score.get();
    }
  }

  /** What one series has in it. */
  private static final class Part {
    private final int first;
    private int last;
    private Cause cause = Cause.ANOMALOUS;
    private double mass;
    private @Nullable Scored peak;

    Part(int first) {
      this.first = first;
    }

    void note(int i, GroupStep.Addition addition) {
      last = i;
      // Gone is more than anomalous, and what was gone last is what there is to be done about.
      cause = addition.cause() == Cause.ANOMALOUS ? cause : addition.cause();
      mass += addition.weight();
      addition
          .point()
          .filter(point -> peak == null || point.anomalyScore() > peak.anomalyScore())
          .ifPresent(point -> peak = point);
    }
  }

  /**
   * The incident.
   *
   * @param group its labels
   * @param span when it was
   * @param all every series of the group
   * @param partSpan makes the span of a series' part from its first and its last step
   */
  Incident close(Labels group, Span span, List<Labels> all, PartSpan partSpan) {
    List<SeriesIncident> incidents =
        parts.entrySet().stream()
            .map(part -> incident(part.getKey(), part.getValue(), partSpan))
            .toList();
    Optional<Peak> highest =
        Optional.ofNullable(peak).map(p -> new Peak(p.time(), p.anomalyScore(), group));
    return Attribution.ofGroup(group, new Attribution.Course(span, highest), incidents, all);
  }

  /** Makes a span of two steps. */
  interface PartSpan {
    Span of(int first, int last);
  }

  private static SeriesIncident incident(Labels labels, Part part, PartSpan span) {
    Optional<Peak> highest =
        Optional.ofNullable(part.peak).map(p -> new Peak(p.time(), p.anomalyScore(), labels));
    return new SeriesIncident(
        labels, part.cause, span.of(part.first, part.last), highest, part.mass);
  }
}
