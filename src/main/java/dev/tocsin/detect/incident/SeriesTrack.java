package dev.tocsin.detect.incident;

import dev.tocsin.detect.Gates;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored;
import dev.tocsin.detect.Unscored.Reason;
import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows one series step by step, and notes its incidents. Looks only back.
 *
 * <p>What is anomalous within {@code echoSteps} behind an incident is its tail: the model still
 * sees it, and what returns to normal is no news. So is the return from an absence or a stop, and
 * the jump back from a level to which an incident had moved the series.
 */
final class SeriesTrack {
  /** So long after an onset the way back is still that of the incident. */
  private static final int RETURN_HOLD_DOWNS = 10;

  private final SeriesVerdict series;
  private final View view;
  private final Gates gates;
  private final int holdDown;
  private final List<SeriesIncident> found = new ArrayList<>();
  private final Gap gap;
  private final ZeroRun zeros = new ZeroRun();
  private boolean isAlive;
  private @Nullable OpenIncident open;
  private @Nullable ShiftedLevel shifted;
  private int tailEnd;

  SeriesTrack(SeriesVerdict series, IncidentRules rules, View view, boolean isAlive) {
    this.series = series;
    this.view = view;
    this.gates = rules.gates();
    this.holdDown = rules.holdDownSteps(view.step());
    this.gap = new Gap(view.maxGapSteps());
    this.isAlive = isAlive;
  }

  /**
   * The incidents of a series, in the order of time.
   *
   * @param isAlive whether the series is known to have been there before the first point
   */
  static List<SeriesIncident> follow(
      SeriesVerdict series, IncidentRules rules, View view, boolean isAlive) {
    SeriesTrack track = new SeriesTrack(series, rules, view, isAlive);
    for (int i = 0; i < series.points().size(); i++) {
      track.step(i);
    }
    if (track.open != null) {
      track.close(track.open, true);
    }
    return track.found;
  }

  /** Takes the next step, the {@code i}-th. */
  void step(int i) {
    if (open != null && i - open.last() > holdDown) {
      end(open);
    }
    PointVerdict point = point(i);
    if (point instanceof Scored scored) {
      present(i);
      scored(i, scored);
    } else if (point instanceof Unscored unscored) {
      unscored(i, unscored.reason());
    }
  }

  /** The incident that the step taken last is part of, unless it is calm or an echo. */
  Optional<OpenIncident> incident(int i) {
    return Optional.ofNullable(open).filter(incident -> incident.last() == i);
  }

  Labels labels() {
    return series.labels();
  }

  PointVerdict point(int i) {
    return series.points().get(i);
  }

  private void unscored(int i, Reason reason) {
    switch (reason) {
      case NO_SAMPLE -> missing(i);
      case NOT_IN_MODEL -> forgotten(i);
      default -> present(i);
    }
  }

  private void missing(int i) {
    if (!isAlive) {
      return;
    }
    gap.miss();
    if (!gap.isAbsence()) {
      return;
    }
    boolean isKnown = open != null && open.cause() == Cause.ABSENT;
    if (open == null) {
      open = new OpenIncident(Cause.ABSENT, i - gap.length() + 1);
    }
    open.turn(Cause.ABSENT);
    open.missed(isKnown ? 1 : gap.length());
    open.goOn(i);
  }

  /** A model made while the series was away does not know it: nobody expects it any more. */
  private void forgotten(int i) {
    if (open != null && open.cause() == Cause.ABSENT) {
      recover(open, i);
    }
    isAlive = false;
  }

  private void present(int i) {
    isAlive = true;
    if (open != null && open.cause() == Cause.ABSENT) {
      recover(open, i);
    }
    gap.end();
  }

  private void scored(int i, Scored point) {
    zeros.add(point.y());
    if (open != null && open.isStopped(point)) {
      open.stopped(i, point);
    } else if (open != null && open.cause() == Cause.STOPPED) {
      recover(open, i);
    } else if (zeros.isStop() && counts(zeros.level())) {
      stop(i, point);
    } else if (point.anomalous()) {
      anomalous(i, point);
    } else if (point.anomalyScore() >= Scored.THRESHOLD) {
      heldBack(i, point);
    } else if (shifted != null) {
      shifted.calm(point);
    }
  }

  private boolean counts(double fall) {
    return gates.direction() != Gates.Direction.ABOVE_EXPECTED
        && fall >= gates.minDevFromExpected().below();
  }

  private void stop(int i, Scored point) {
    if (open == null) {
      open = new OpenIncident(Cause.STOPPED, i - zeros.run() + 1);
    }
    open.stoppedFrom(zeros.level(), zeros.run() - 1);
    open.stopped(i, point);
  }

  private void anomalous(int i, Scored point) {
    if (open == null) {
      if (i < tailEnd) {
        return;
      }
      if (shifted != null && shifted.isReturn(i, point)) {
        tailEnd = i + 1 + view.echoSteps();
        shifted = null;
        return;
      }
      open = new OpenIncident(Cause.ANOMALOUS, i);
      // NaN without a forecast: nothing tells that it stopped, or is back.
      open.expect(point.yhat());
      shifted = new ShiftedLevel(point, i + holdDown * RETURN_HOLD_DOWNS);
    }
    if (open.isStopped(point)) {
      open.stopped(i, point);
    } else {
      open.anomalous(i, point);
    }
  }

  /** What a gate holds back is no incident, and so neither is the way back from it. */
  private void heldBack(int i, Scored point) {
    if (open == null && shifted == null) {
      shifted = new ShiftedLevel(point, i + holdDown * RETURN_HOLD_DOWNS);
    }
  }

  /** What was missing or stopped is back: the incident is over at once. */
  private void recover(OpenIncident incident, int i) {
    close(incident, false);
    tailEnd = i + view.echoSteps();
    open = null;
  }

  private void end(OpenIncident incident) {
    close(incident, false);
    tailEnd = incident.last() + 1 + view.echoSteps();
    open = null;
  }

  private void close(OpenIncident incident, boolean isLastStep) {
    boolean beganBefore = !view.isWhole() && incident.onset() < holdDown;
    int last = series.points().size() - 1;
    boolean isOpen = isLastStep && last - incident.last() < holdDown;
    Span span =
        new Span(
            series.points().get(incident.onset()).time(),
            series.points().get(incident.last()).time(),
            isOpen,
            beganBefore);
    found.add(incident.close(series.labels(), span));
  }
}
