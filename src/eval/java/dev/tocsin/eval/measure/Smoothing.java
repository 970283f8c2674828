package dev.tocsin.eval.measure;

import dev.tocsin.detect.measure.Scores;

/**
 * The smoothing under which ranking measures are reported a second time: a causal exponential mean
 * of the score with weight {@value #WEIGHT} on the newest, from 0.
 *
 * <p>Anomalies are labelled as stretches, scores often rise at their edges only; a smoothed score
 * stays up and ranks better without being a better detector. So both are reported.
 */
public final class Smoothing {
  /** The weight of the newest score. */
  public static final double WEIGHT = 0.1;

  private Smoothing() {}

  /** The smoothed scores; a step without a score keeps the mean before it. */
  public static Scores of(Scores scores) {
    double[] smooth = new double[scores.size()];
    double mean = 0;
    for (int step = 0; step < smooth.length; step++) {
      double score = scores.at(step);
      mean += Double.isNaN(score) ? 0 : WEIGHT * (score - mean);
      smooth[step] = mean;
    }
    return Scores.of(smooth);
  }
}
