package dev.tocsin.function;

import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Series that break naive programs, as OpenMetrics text: 400 samples, 15 s apart, up to an end. */
public final class OddSeries {
  public static final int STEP_SECONDS = 15;
  public static final int SAMPLES = 400;

  private final StringBuilder text = new StringBuilder();
  private final long endSeconds;

  private OddSeries(long endSeconds) {
    this.endSeconds = endSeconds;
  }

  /** The text of all odd series, each ending at {@code end}. */
  public static String openMetrics(Instant end) {
    OddSeries odd = new OddSeries(end.getEpochSecond());
    odd.gauge("odd_wave{host=\"a\"}", wave(1));
    odd.gauge("odd_wave{host=\"b\"}", wave(2));
    odd.gauge("odd_spike", i -> i == SAMPLES - 1 ? 500 : wave(3).applyAsDouble(i));
    odd.gauge("odd_constant", i -> 42);
    odd.gauge("odd_nan", i -> Double.NaN);
    odd.gauge(
        "odd_infinite",
        i -> i == SAMPLES - 1 ? Double.POSITIVE_INFINITY : wave(4).applyAsDouble(i));
    odd.gauge("odd_text{v=\"a \\\"quote\\\", a\\nnewline and Zürich \\\\\"}", wave(5));
    odd.from("odd_halfway", SAMPLES / 2, SAMPLES, wave(6));
    odd.from("odd_gone", 0, SAMPLES - 100, wave(7));
    odd.from("odd_once", SAMPLES - 1, SAMPLES, i -> 1);
    odd.gauge("odd_huge", i -> 1e12 + 100 * wave(8).applyAsDouble(i));
    for (String type : new String[] {"A", "AAAA"}) {
      odd.gauge(
          "odd_dns{instance=\"localhost:9153\",job=\"coredns\",type=\"" + type + "\"}", i -> i);
    }
    odd.gauge("odd_requests_total", resettingCounter());
    return odd.text.append("# EOF\n").toString();
  }

  /** Noise around a level, correlated from step to step; the same for the same seed and step. */
  public static IntToDoubleFunction wave(long seed) {
    double[] values = new double[SAMPLES];
    Random random = new Random(seed);
    double deviation = 0;
    for (int i = 0; i < SAMPLES; i++) {
      deviation = 0.6 * deviation + random.nextGaussian();
      values[i] = 50 + deviation;
    }
    return i -> values[i];
  }

  private static IntToDoubleFunction resettingCounter() {
    double[] values = new double[SAMPLES];
    double count = 0;
    for (int i = 0; i < SAMPLES; i++) {
      count = i % 150 == 149 ? 0 : count + 15 * wave(9).applyAsDouble(i);
      values[i] = count;
    }
    return i -> values[i];
  }

  private void gauge(String series, IntToDoubleFunction value) {
    from(series, 0, SAMPLES, value);
  }

  private void from(String series, int first, int end, IntToDoubleFunction value) {
    for (int i = first; i < end; i++) {
      long time = endSeconds - (long) (SAMPLES - 1 - i) * STEP_SECONDS;
      text.append(series).append(' ').append(number(value.applyAsDouble(i)));
      text.append(' ').append(time).append('\n');
    }
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return Double.isInfinite(value) ? "+Inf" : String.format(Locale.ROOT, "%.6f", value);
  }
}
