package dev.tocsin.eval.baseline;

/**
 * How many standard deviations a value lies from the mean of a window of 6,400 values that moves on
 * by 100 at a time.
 *
 * <p>NAB's {@code windowedGaussian} detector. That one answers {@code 1 - Q(z)}, which orders rows
 * as {@code z} does until it is 1 as a double, at about 8.3; so z ends there too.
 */
final class WindowedGaussianScore implements OnlineScore {
  private static final int WINDOW = 6_400;
  private static final int STRIDE = 100;
  private static final double SATURATION = 8.3;

  /** What stands for a deviation of 0. */
  private static final double MIN_DEVIATION = 1e-6;

  /** The window, and behind it the values that wait to enter it. */
  private final double[] values = new double[WINDOW + STRIDE];

  private int size;
  private double mean;
  private double deviation = 1;

  @Override
  public double next(double value) {
    double score = size == 0 ? 0 : Math.min(SATURATION, Math.abs(value - mean) / deviation);
    values[size++] = value;
    if (size <= WINDOW) {
      measure(size);
    } else if (size == values.length) {
      System.arraycopy(values, STRIDE, values, 0, WINDOW);
      size = WINDOW;
      measure(WINDOW);
    }
    return score;
  }

  private void measure(int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    mean = sum / count;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    deviation = squares == 0 ? MIN_DEVIATION : Math.sqrt(squares / count);
  }
}
