package dev.tocsin.model.tribuo.lstm;

import java.util.Arrays;

/**
 * Training windows of one length, each with the value that followed it: {@code [windows × length]}
 * and {@code [windows]}.
 *
 * <p>The windows of a series overlap, so a series is kept once and a window is a place in it: one
 * float and one int per window instead of a whole row. Values are expected to be normalised
 * already. Immutable and thread-safe.
 */
public final class WindowSet {
  private final int length;
  private final float[] samples;
  private final int[] starts;

  private WindowSet(int length, float[] samples, int[] starts) {
    this.length = length;
    this.samples = samples;
    this.starts = starts;
  }

  /**
   * A builder of windows of {@code length} values.
   *
   * @throws IllegalArgumentException if the length is below 1
   */
  public static Builder ofLength(int length) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "window length is " + length + ", expected at least 1 step");
    }
    return new Builder(length);
  }

  /** How many values a window has. */
  public int length() {
    return length;
  }

  /** How many windows there are. */
  public int size() {
    return starts.length;
  }

  /** The value of a window at a step, 0 being the oldest. */
  public float value(int window, int step) {
    return samples[starts[window] + step];
  }

  /** The value that followed a window. */
  public float target(int window) {
    return samples[starts[window] + length];
  }

  /**
   * Copies the windows {@code order[from..from + target.length)} into columns.
   *
   * @param columns {@code [length × batch]}
   * @param target {@code [batch]}
   */
  void copyColumns(int[] order, int from, float[][] columns, float[] target) {
    for (int b = 0; b < target.length; b++) {
      int start = starts[order[from + b]];
      for (int t = 0; t < length; t++) {
        columns[t][b] = samples[start + t];
      }
      target[b] = samples[start + length];
    }
  }

  /** Collects windows. Not thread-safe. */
  public static final class Builder {
    private final int length;
    private float[] samples = new float[1024];
    private int sampleCount;
    private int[] starts = new int[256];
    private int windowCount;

    private Builder(int length) {
      this.length = length;
    }

    /**
     * Adds every window of a series with the value that follows it. Windows that touch a NaN, or a
     * value beyond the range of a float, are left out.
     *
     * @param series consecutive values, oldest first, NaN where there is no sample
     */
    public Builder slide(double... series) {
      int run = 0;
      for (double sample : series) {
        float value = (float) sample;
        if (!Float.isFinite(value)) {
          run = 0;
          continue;
        }
        append(value);
        run++;
        if (run > length) {
          addStart(sampleCount - length - 1);
        }
      }
      return this;
    }

    private void append(float value) {
      if (sampleCount == samples.length) {
        samples = Arrays.copyOf(samples, grown(sampleCount));
      }
      samples[sampleCount++] = value;
    }

    private void addStart(int start) {
      if (windowCount == starts.length) {
        starts = Arrays.copyOf(starts, grown(windowCount));
      }
      starts[windowCount++] = start;
    }

    private static int grown(int size) {
      if (size == Integer.MAX_VALUE - 8) {
        throw new IllegalStateException(
            size + " training values, expected fewer; train on fewer series or a shorter history");
      }
      return (int) Math.min(Integer.MAX_VALUE - 8L, size * 2L);
    }

    /** The windows added so far. */
    public WindowSet build() {
      return new WindowSet(
          length, Arrays.copyOf(samples, sampleCount), Arrays.copyOf(starts, windowCount));
    }
  }
}
