package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.calibration.TailFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tails of a series' streams, in two passes: what the first finds anomalous in the past, if it
 * is little, leaves the second, so that one bad hour does not hide the next.
 */
final class Calibration {
  /** More than these are no incidents but how the series is. */
  private static final int MOST_INCIDENTS = 6;

  /** A tail from so many samples is twice as wide as one from very many. */
  private static final double DOUBLING_SAMPLES = 123;

  private final PastStreams past;
  private final double threshold;
  private final TailFit fit;
  private Tail[] tails;
  private Tail point;

  /**
   * A calibration.
   *
   * @param threshold nats from which a step is anomalous
   * @param expectedSamples with so many, or more, tails are as they are found; with fewer they are
   *     wider, as little is known of how a series wanders
   */
  Calibration(PastStreams past, double threshold, double expectedSamples) {
    this.past = past;
    this.threshold = threshold;
    this.fit = new TailFit(past.length());
    this.tails = new Tail[Stream.ALL.size()];
    for (Stream stream : Stream.ALL) {
      tails[stream.index()] = fit.fit(past.of(stream), skipped(stream), stream.floor(), 0);
    }
    this.point = fit.fit(past.point(), pointSkipped(), Stream.POINT_FLOOR, 0);
    mask(incidents());
    widen(doubt(past.samples()) / Math.min(doubt(past.samples()), doubt(expectedSamples)));
  }

  private static double doubt(double samples) {
    return 1 + DOUBLING_SAMPLES / samples;
  }

  private void widen(double factor) {
    Arrays.setAll(tails, k -> tails[k].wider(factor));
    point = point.wider(factor);
  }

  /** The tails of {@link Stream#ALL}; not to be changed. */
  Tail[] tails() {
    return tails;
  }

  /** Where the tail of a stream begins. */
  double start(Stream stream) {
    return tails[stream.index()].start();
  }

  /** The tail of |residual|. */
  Tail point() {
    return point;
  }

  /** Novelty is high while little is known: its first third tells nothing of what comes. */
  private int skipped(Stream stream) {
    return stream.isNovelty() ? past.stepAfter(past.samples() / 3) : pointSkipped();
  }

  private int pointSkipped() {
    return past.stepAfter(Math.min(past.samples() / 4, Ensemble.ENERGY_SPAN));
  }

  /** Runs of anomalous steps: first, last. */
  private List<int[]> incidents() {
    Fusion fusion = new Fusion(tails, threshold);
    List<int[]> incidents = new ArrayList<>();
    int[] incident = {0, Integer.MIN_VALUE / 2};
    for (int i = past.stepAfter(past.samples() / 6); i < past.length(); i++) {
      if (fusion.isAnomalous(past, i)) {
        if (i > incident[1] + Ensemble.ENERGY_SPAN) {
          incident = new int[] {i, i};
          incidents.add(incident);
        }
        incident[1] = i;
      }
    }
    return incidents;
  }

  private void mask(List<int[]> incidents) {
    int steps =
        incidents.stream().mapToInt(run -> run[1] - run[0] + 1 + Ensemble.ENERGY_SPAN).sum();
    if (incidents.isEmpty() || incidents.size() > MOST_INCIDENTS || steps > past.samples() / 4) {
      return;
    }
    for (Stream stream : Stream.ALL) {
      int k = stream.index();
      tails[k] = masked(past.of(stream), skipped(stream), stream.floor(), incidents, tails[k]);
    }
    point = masked(past.point(), pointSkipped(), Stream.POINT_FLOOR, incidents, point);
  }

  private Tail masked(
      double[] values, int skipped, double floor, List<int[]> incidents, Tail before) {
    double[] kept = values.clone();
    int masked = 0;
    for (int[] run : incidents) {
      int end = Math.min(kept.length, run[1] + 1 + Ensemble.ENERGY_SPAN);
      Arrays.fill(kept, run[0], end, Double.NaN);
      masked += run[1] >= skipped ? 1 : 0;
    }
    Tail tail = fit.fit(kept, skipped, floor, masked);
    return tail.equals(Tail.UNKNOWN) ? before : tail;
  }
}
