package dev.tocsin.detect.incident;

import dev.tocsin.detect.Scored;
import dev.tocsin.series.Labels;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An incident of one series that is not over yet. */
final class OpenIncident {
  /** The mass of a step that is missing or stopped: that of a score of e. */
  private static final double STEP_MASS = 1;

  /** A score of exactly 1 has mass too. */
  private static final double LEAST_MASS = 1e-3;

  /** At or below this share of what was expected nothing comes any more. */
  private static final double STOPPED_SHARE = 0.01;

  /** Fewer steps at zero are a dip. */
  private static final int LEAST_STOP = 3;

  private final int onset;
  private Cause cause;
  private int last;
  private double mass;
  private double expected;
  private int stoppedSteps;
  private @Nullable Scored peak;

  OpenIncident(Cause cause, int onset) {
    this.cause = cause;
    this.onset = onset;
    this.last = onset;
  }

  Cause cause() {
    return cause;
  }

  int onset() {
    return onset;
  }

  int last() {
    return last;
  }

  void goOn(int i) {
    last = i;
  }

  void turn(Cause other) {
    cause = other;
  }

  void missed(int steps) {
    mass += steps * STEP_MASS;
  }

  /** What was expected when it began. */
  void expect(double yhat) {
    expected = yhat;
  }

  /** Whether the point lies at zero, where much more was expected when it all began. */
  boolean isStopped(Scored point) {
    return expected > 0 && Math.abs(point.y()) <= STOPPED_SHARE * expected;
  }

  void stoppedFrom(double level, int stepsBefore) {
    expected = level;
    stoppedSteps = stepsBefore;
    mass += stepsBefore * STEP_MASS;
  }

  void stopped(int i, Scored point) {
    note(i, point, STEP_MASS);
    stoppedSteps++;
    if (stoppedSteps >= LEAST_STOP) {
      cause = Cause.STOPPED;
    }
  }

  void anomalous(int i, Scored point) {
    note(i, point, LEAST_MASS);
    stoppedSteps = 0;
  }

  private void note(int i, Scored point, double leastMass) {
    last = i;
    mass += mass(point, leastMass);
    if (peak == null || point.anomalyScore() > peak.anomalyScore()) {
      peak = point;
    }
  }

  private static double mass(Scored point, double least) {
    return Math.max(least, Math.log(Math.max(1, point.anomalyScore())));
  }

  SeriesIncident close(Labels labels, Span span) {
    Optional<Peak> highest =
        Optional.ofNullable(peak).map(p -> new Peak(p.time(), p.anomalyScore(), labels));
    return new SeriesIncident(labels, cause, span, highest, mass);
  }
}
