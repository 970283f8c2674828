package dev.tocsin.eval.baseline;

/**
 * The absolute residual of an autoregression on the last 8 values, over its running root mean
 * square. The coefficients are those of recursive least squares on standardised values.
 */
final class AutoregressiveScore implements OnlineScore {
  private static final int ORDER = 8;
  private static final int WIDTH = ORDER + 1;

  /** Fewer residuals than this say too little about what is usual. */
  private static final int MIN_RESIDUALS = 10;

  /** How little is believed of the coefficients at the start, where they are a random walk's. */
  private static final double FIRST_VARIANCE = 100;

  private static final double TINY = 1e-12;

  /** The last values, newest first. */
  private final double[] lags = new double[ORDER];

  private final double[] coefficients = new double[WIDTH];
  private final double[][] covariance = new double[WIDTH][WIDTH];
  private long seen;
  private double mean;
  private double squares;
  private double residualSquares;
  private int residuals;

  AutoregressiveScore() {
    coefficients[0] = 1;
    for (int i = 0; i < WIDTH; i++) {
      covariance[i][i] = FIRST_VARIANCE;
    }
  }

  @Override
  public double next(double value) {
    count(value);
    double score = seen > ORDER ? scored(value) : 0;
    System.arraycopy(lags, 0, lags, 1, ORDER - 1);
    lags[0] = value;
    return score;
  }

  private void count(double value) {
    seen++;
    double change = value - mean;
    mean += change / seen;
    squares += change * (value - mean);
  }

  private double scored(double value) {
    double deviation = Math.sqrt(squares / seen) + TINY;
    double[] inputs = new double[WIDTH];
    for (int i = 0; i < ORDER; i++) {
      inputs[i] = (lags[i] - mean) / deviation;
    }
    inputs[ORDER] = 1;
    double residual = (value - mean) / deviation - dot(coefficients, inputs);
    double usual = Math.sqrt(residualSquares / Math.max(1, residuals) + TINY);
    double score = residuals > MIN_RESIDUALS ? Math.abs(residual) / usual : 0;
    residualSquares += residual * residual;
    residuals++;
    learn(inputs, residual);
    return score;
  }

  /** One step of recursive least squares without forgetting. */
  private void learn(double[] inputs, double residual) {
    double[] gain = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      gain[i] = dot(covariance[i], inputs);
    }
    double variance = 1 + dot(inputs, gain);
    for (int i = 0; i < WIDTH; i++) {
      coefficients[i] += gain[i] / variance * residual;
      for (int j = 0; j < WIDTH; j++) {
        covariance[i][j] -= gain[i] * gain[j] / variance;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
