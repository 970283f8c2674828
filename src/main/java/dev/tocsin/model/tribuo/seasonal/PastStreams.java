package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.tribuo.ridge.Autoregression;
import java.util.Arrays;

/**
 * What the streams were at each step of a series' past: {@code [stream][step]}, NaN where a step
 * does not count. Nothing looks ahead.
 */
final class PastStreams {
  private final int length;
  private final double[][] values = new double[Stream.ALL.size()][];
  private final double[] point;
  private final int samples;

  private PastStreams(int length, int samples) {
    this.length = length;
    this.samples = samples;
    this.point = unknown();
    for (Stream stream : Stream.ALL) {
      values[stream.index()] = unknown();
    }
  }

  private double[] unknown() {
    double[] unknown = new double[length];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }

  /** How many steps there are. */
  int length() {
    return length;
  }

  /** How many of the steps have a sample. */
  int samples() {
    return samples;
  }

  /** The step that so many samples lie before. */
  int stepAfter(int count) {
    double[] novelty = of(Stream.NOVELTY);
    int step = 0;
    for (int met = 0; met < count; step++) {
      met += step == 0 || !Double.isNaN(novelty[step]) ? 1 : 0;
    }
    return step;
  }

  /** The past of a stream; not to be changed. */
  double[] of(Stream stream) {
    return values[stream.index()];
  }

  /** |residual| of the autoregression, in its spreads. */
  double[] point() {
    return point;
  }

  /**
   * The streams of a series.
   *
   * @param normal the past, normalised, gaps carried over
   * @param novelty of each value when it came
   * @param residualNovelty of each value less its season
   */
  static PastStreams of(
      NormalSeries normal, Autoregression model, double[] novelty, double[] residualNovelty) {
    // The first sample has no novelty.
    int samples = 1 + (int) Arrays.stream(novelty).filter(value -> !Double.isNaN(value)).count();
    PastStreams streams = new PastStreams(normal.length(), samples);
    streams.values[Stream.NOVELTY.index()] = novelty;
    streams.values[Stream.RESIDUAL_NOVELTY.index()] = residualNovelty;
    streams.fill(normal, model);
    return streams;
  }

  private void fill(NormalSeries normal, Autoregression model) {
    double[] residuals = new double[length];
    double[] levels = new double[length];
    for (int i = Ensemble.LAGS; i < length; i++) {
      if (normal.counts(i)) {
        double residual =
            (normal.unclipped()[i] - model.forecast(normal.clipped(), i)) / model.spread();
        point[i] = Math.abs(residual);
        residuals[i] = Ensemble.clip(residual, Ensemble.CLIP);
        levels[i] = Ensemble.clip(normal.clipped()[i], Ensemble.SMOOTH_CLIP);
      }
    }
    smooth(residuals, of(Stream.EWMA));
    smooth(levels, of(Stream.LEVEL));
    energy(residuals, of(Stream.ENERGY));
  }

  /** The finite kernel as a recursion: what leaves its far end is taken out again. */
  private void smooth(double[] of, double[] into) {
    double decay = 1 - Ensemble.ALPHA;
    double left = Math.pow(decay, Ensemble.KERNEL);
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double leaving = i < Ensemble.KERNEL ? 0 : of[i - Ensemble.KERNEL];
      double entering = Ensemble.clip(of[i], Ensemble.SMOOTH_CLIP);
      sum = decay * sum + entering - left * Ensemble.clip(leaving, Ensemble.SMOOTH_CLIP);
      into[i] = Double.isNaN(point[i]) ? Double.NaN : Math.abs(Ensemble.ALPHA * sum);
    }
  }

  private void energy(double[] residuals, double[] into) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      int leaving = i - Ensemble.ENERGY_SPAN;
      sum +=
          residuals[i] * residuals[i] - (leaving < 0 ? 0 : residuals[leaving] * residuals[leaving]);
      into[i] =
          Double.isNaN(point[i]) ? Double.NaN : Math.sqrt(Math.max(0, sum) / Ensemble.ENERGY_SPAN);
    }
  }
}
