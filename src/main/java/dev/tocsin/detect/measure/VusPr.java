package dev.tocsin.detect.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The volume under the precision-recall surface: the range-based area under the precision-recall
 * curve, as the mean over every buffer length from 0 to the longest.
 *
 * <p>With a buffer of b steps, a label fades out over b/2 steps on both sides as {@code sqrt(1 -
 * distance/b)}. A threshold's true positives are the sum of the labels of the steps at or above it;
 * recall divides them by the mean of the original label count and the labels reached, at most 1,
 * times the share of stretches touched at all; precision by the number of steps at or above it.
 * There are 250 thresholds, evenly spaced in rank; the area is the sum of gains in recall times
 * precision. Source: Paparrizos et al., "Volume Under the Surface: A New Accuracy Evaluation
 * Measure for Time-Series Anomaly Detection", PVLDB 15(11), 2022; in what that leaves open, the
 * code of TSB-AD (Liu and Paparrizos, NeurIPS 2024), which judges most detectors today.
 */
public final class VusPr {
  private static final int THRESHOLDS = 250;

  private final int steps;
  private final List<StepRange> truth;
  private final boolean[] anomalous;
  private final int positives;

  /** The first threshold, of the descending ones, that a step reaches. */
  private final int[] reached;

  /** How many steps reach each threshold. */
  private final int[] predicted = new int[THRESHOLDS];

  private VusPr(Scores scores, List<StepRange> truth) {
    this.steps = scores.size();
    this.truth = truth;
    this.anomalous = new boolean[steps];
    truth.forEach(range -> Arrays.fill(anomalous, range.first(), range.last() + 1, true));
    this.positives = truth.stream().mapToInt(StepRange::length).sum();
    this.reached = reached(scores);
    for (int first : reached) {
      predicted[first]++;
    }
    Arrays.parallelPrefix(predicted, Integer::sum);
  }

  /**
   * The volume.
   *
   * @param truth the anomalous stretches, ascending, without common steps, within the scores
   * @param buffer the longest buffer in steps, 0 or more; 0 leaves the range-based area
   * @return about 0 to 1; empty where no step is anomalous
   */
  public static OptionalDouble of(Scores scores, List<StepRange> truth, int buffer) {
    if (truth.isEmpty()) {
      return OptionalDouble.empty();
    }
    VusPr surface = new VusPr(scores, truth);
    double sum = 0;
    for (int length = 0; length <= buffer; length++) {
      sum += surface.area(length);
    }
    return OptionalDouble.of(sum / (buffer + 1));
  }

  private static int[] reached(Scores scores) {
    double[] ascending = scores.ascending();
    double[] thresholds = new double[THRESHOLDS];
    for (int k = 0; k < THRESHOLDS; k++) {
      int rank = (int) ((long) k * (ascending.length - 1) / (THRESHOLDS - 1));
      thresholds[k] = ascending[ascending.length - 1 - rank];
    }
    int[] reached = new int[scores.size()];
    for (int step = 0; step < reached.length; step++) {
      reached[step] = firstAtMost(thresholds, scores.orZero(step));
    }
    return reached;
  }

  /** The index of the first of the descending thresholds that the score reaches. */
  private static int firstAtMost(double[] thresholds, double score) {
    int low = 0;
    int high = thresholds.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (thresholds[middle] <= score) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private double area(int buffer) {
    double[] labels = labels(buffer);
    double[] truePositives = new double[THRESHOLDS];
    double[] fadedReached = new double[THRESHOLDS];
    int[] touched = new int[THRESHOLDS];
    List<StepRange> stretches = stretches(buffer);
    for (StepRange stretch : stretches) {
      int earliest = THRESHOLDS;
      for (int step = stretch.first(); step <= stretch.last(); step++) {
        truePositives[reached[step]] += labels[step];
        fadedReached[reached[step]] += anomalous[step] ? 0 : labels[step];
        earliest = Math.min(earliest, reached[step]);
      }
      touched[earliest]++;
    }
    return area(truePositives, fadedReached, touched, stretches.size());
  }

  /** Adds up what each threshold gains over the one before. */
  private double area(double[] gained, double[] faded, int[] touched, int stretches) {
    double area = 0;
    double truePositives = 0;
    double labels = positives;
    double recallBefore = 0;
    int found = 0;
    for (int k = 0; k < THRESHOLDS; k++) {
      truePositives += gained[k];
      labels += faded[k];
      found += touched[k];
      double size = (positives + labels) / 2;
      double recall = Math.min(truePositives / size, 1) * found / stretches;
      area += (recall - recallBefore) * (truePositives / predicted[k]);
      recallBefore = recall;
    }
    return area;
  }

  private double[] labels(int buffer) {
    double[] labels = new double[steps];
    for (StepRange range : truth) {
      Arrays.fill(labels, range.first(), range.last() + 1, 1);
    }
    for (StepRange range : truth) {
      for (int distance = 1; distance <= buffer / 2; distance++) {
        double faded = Math.sqrt(1 - distance / (double) buffer);
        add(labels, range.first() - distance, faded);
        add(labels, range.last() + distance, faded);
      }
    }
    return labels;
  }

  private static void add(double[] labels, int step, double label) {
    if (step >= 0 && step < labels.length) {
      labels[step] = Math.min(1, labels[step] + label);
    }
  }

  /** The stretches with half a buffer on both sides, joined where those meet. */
  private List<StepRange> stretches(int buffer) {
    int half = buffer / 2;
    List<StepRange> joined = new ArrayList<>();
    int first = Math.max(0, truth.get(0).first() - half);
    for (int i = 0; i + 1 < truth.size(); i++) {
      int end = truth.get(i).last() + half;
      if (end < truth.get(i + 1).first() - half) {
        joined.add(new StepRange(first, end));
        first = truth.get(i + 1).first() - half;
      }
    }
    int last = Math.min(truth.get(truth.size() - 1).last() + half, steps - 1);
    joined.add(new StepRange(first, last));
    return joined;
  }
}
