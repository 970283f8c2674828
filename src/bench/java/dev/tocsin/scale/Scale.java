package dev.tocsin.scale;

import java.util.Arrays;

/**
 * Whole runs at some numbers of series; prints a row of a table for each.
 *
 * <p>Arguments: the kind of model, its lags ({@code 0}: as the kind has them), hours of history at
 * 15 seconds, and the numbers of series.
 */
public final class Scale {
  private Scale() {}

  /** Measures. */
  public static void main(String[] arguments) {
    int lags = Integer.parseInt(arguments[1]);
    int hours = Integer.parseInt(arguments[2]);
    System.out.println(WarmRuns.HEAD);
    Arrays.stream(arguments)
        .skip(3)
        .mapToInt(Integer::parseInt)
        .mapToObj(series -> new WarmRuns.Of(arguments[0], lags, hours, series))
        .forEach(job -> System.out.println(WarmRuns.measure(job).row()));
  }
}
