package dev.tocsin.window;

import dev.tocsin.series.Labels;
import java.util.List;

/** Which series are counters, and so are turned into rates per second. */
public enum CounterRule {
  /**
   * By the metric's name, as the exposition formats prescribe it: {@code _total}, {@code _count},
   * {@code _sum} and {@code _bucket}. An expression that drops the name is taken as a gauge: it
   * already says what it wants, for instance by {@code rate()}.
   */
  AUTO {
    @Override
    public boolean isCounter(Labels series) {
      String name = series.metricName();
      return SUFFIXES.stream().anyMatch(name::endsWith);
    }
  },
  /** Every series is a counter. */
  ALWAYS {
    @Override
    public boolean isCounter(Labels series) {
      return true;
    }
  },
  /** No series is a counter. */
  NEVER {
    @Override
    public boolean isCounter(Labels series) {
      return false;
    }
  };

  private static final List<String> SUFFIXES = List.of("_total", "_count", "_sum", "_bucket");

  /** Whether the series is a counter under this rule. */
  public abstract boolean isCounter(Labels series);
}
