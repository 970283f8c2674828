package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Season;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.series.SeriesMatrix;
import java.util.Arrays;

/**
 * The score of a step as {@code docs/DETECTOR.md} defines it, written down in doubles and over the
 * whole past, with no thought of speed, graphs or windows.
 */
final class ReferenceScore {
  private static final double XI = 0.2;
  private static final double[] WEIGHTS = {1, 1, 1, 1.4, 1};

  final double yhat;
  final double lower;
  final double upper;
  final double score;
  final double[] shares = new double[WEIGHTS.length];

  private final SeriesParameters series;
  private final int index;

  ReferenceScore(
      SeriesParameters series, int index, SeriesMatrix matrix, int step, int maxGap, double nats) {
    this.series = series;
    this.index = index;
    double[] x = Arrays.copyOf(matrix.row(index), step + 1);
    double[] levels = levels(matrix, step);
    double center = number("center");
    double scale = number("scale");
    double spread = number("spread");
    double[] z = new double[step + 1];
    boolean[] counts = counts(x, maxGap);
    double last = 0;
    for (int i = 0; i <= step; i++) {
      last = Double.isNaN(x[i]) ? last : (x[i] - levels[i] - center) / scale;
      z[i] = last;
    }
    double ewma = 0;
    double level = 0;
    double energy = 0;
    for (int j = 0; j < 48 && step - j >= 8; j++) {
      int i = step - j;
      if (counts[i]) {
        double e = (z[i] - forecast(z, i)) / spread;
        double kernel = 0.1 * Math.pow(0.9, j);
        ewma += kernel * clip(e, 8);
        level += kernel * clip(z[i], 8);
        energy += j < 16 ? clip(e, 20) * clip(e, 20) : 0;
      }
    }
    double y = x[step];
    double[] values = {
      Math.abs(ewma),
      Math.abs(level),
      Math.sqrt(energy / 16),
      novelty(DetectorContract.GAPS, y),
      series.tensor(DetectorContract.RESIDUAL_GAPS).width(index) == 0
          ? novelty(DetectorContract.GAPS, y)
          : novelty(DetectorContract.RESIDUAL_GAPS, y - levels[step])
    };
    double fused = fuse(values) / nats;
    yhat = levels[step] + center + scale * forecast(z, step);
    double half = number("half_width");
    double distance = Math.abs(y - yhat);
    score = fused * Math.min(1, distance / (0.25 * scale * spread));
    double told = distance / Math.max(1e-3, score);
    boolean isAsUsual = score >= 1 ? told > half : distance < half;
    double reach = isAsUsual ? half : told;
    lower = yhat - (y < yhat ? reach : half);
    upper = yhat + (y > yhat ? reach : half);
  }

  private double number(String tensor) {
    return series.tensor(tensor).value(index, 0);
  }

  private double[] levels(SeriesMatrix matrix, int step) {
    SeriesTensor profile = series.tensor(DetectorContract.PROFILE);
    long period = (long) number(DetectorContract.PERIOD);
    double[] levels = new double[step + 1];
    for (int i = 0; i <= step; i++) {
      int slot = new Season(period, profile.width(index)).slot(matrix.grid().timeMillis(i));
      levels[i] = profile.value(index, slot);
    }
    return levels;
  }

  /** A step counts with a sample, and 8 before it none of which is missing for too long. */
  private static boolean[] counts(double[] x, int maxGap) {
    boolean[] counts = new boolean[x.length];
    for (int i = 8; i < x.length; i++) {
      counts[i] = !Double.isNaN(x[i]);
      for (int j = i - 8; j < i; j++) {
        int sample = j;
        while (sample >= 0 && Double.isNaN(x[sample])) {
          sample--;
        }
        counts[i] &= sample >= 0 && j - sample <= maxGap;
      }
    }
    return counts;
  }

  private double forecast(double[] z, int i) {
    double sum = series.tensor("weights").value(index, 8);
    for (int lag = 1; lag <= 8; lag++) {
      sum += series.tensor("weights").value(index, lag - 1) * clip(z[i - lag], 20);
    }
    return sum;
  }

  private double novelty(String name, double v) {
    SeriesTensor table = series.tensor(name);
    int gaps = (table.width(index) - 3) / 2;
    double far = Math.max(table.value(index, 0) - v, v - table.value(index, 1));
    for (int i = 0; i < gaps; i++) {
      double low = table.value(index, 3 + i);
      double high = table.value(index, 3 + gaps + i);
      far = Math.max(far, Math.min(v - low, high - v));
    }
    return Math.max(0, far) / table.value(index, 2);
  }

  private double fuse(double[] values) {
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      double start = series.tensor("tails").value(index, k);
      double scale = series.tensor("tails").value(index, 5 + k);
      double atStart = series.tensor("tails").value(index, 10 + k);
      double s = atStart * Math.min(1, values[k] / start);
      s += Math.log(1 + XI * Math.max(0, values[k] - start) / scale) / XI;
      shares[k] = WEIGHTS[k] * WEIGHTS[k] * s * s;
      sum += shares[k];
    }
    for (int k = 0; k < shares.length; k++) {
      shares[k] = sum > 0 ? shares[k] / sum : 0;
    }
    return Math.sqrt(sum);
  }

  private static double clip(double v, double bound) {
    return Math.max(-bound, Math.min(bound, v));
  }
}
