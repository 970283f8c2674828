package dev.tocsin.detect.incident;

import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored;
import dev.tocsin.detect.Unscored.Reason;
import dev.tocsin.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Verdicts on a series that is 100 where nothing happens, in a band of 90 to 110. */
final class Points {
  static final Duration STEP = Duration.ofMinutes(1);
  static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  private final Labels labels;
  private final List<PointVerdict> points = new ArrayList<>();

  private Points(Labels labels) {
    this.labels = labels;
  }

  static Points of(String... labels) {
    return new Points(Labels.of(labels));
  }

  static Instant time(int step) {
    return START.plus(STEP.multipliedBy(step));
  }

  Points calm(int steps) {
    return seen(steps, 100);
  }

  /** Steps at this value, where 100 is expected. */
  Points seen(int steps, double y) {
    return seen(steps, y, 100);
  }

  Points seen(int steps, double y, double yhat) {
    for (int i = 0; i < steps; i++) {
      double score = Math.abs(y - yhat) / 10;
      points.add(new Scored(time(points.size()), y, yhat, yhat - 10, yhat + 10, score));
    }
    return this;
  }

  Points missing(int steps) {
    return unscored(steps, Reason.NO_SAMPLE);
  }

  Points unscored(int steps, Reason reason) {
    for (int i = 0; i < steps; i++) {
      points.add(new Unscored(time(points.size()), reason));
    }
    return this;
  }

  SeriesVerdict verdict() {
    return new SeriesVerdict(labels, points);
  }
}
