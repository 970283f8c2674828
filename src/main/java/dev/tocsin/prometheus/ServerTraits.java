package dev.tocsin.prometheus;

import dev.tocsin.prometheus.wire.LabelMatcher;
import java.util.List;
import java.util.Map;

/**
 * What a client must know of a server to put samples on a grid as the server itself would.
 *
 * @param maxAgeMillis how old a sample may be, inclusive, at the time it stands for
 * @param externalLabels what remote read puts on every series, and query_range does not
 */
record ServerTraits(long maxAgeMillis, Map<String, String> externalLabels) {
  /** Each one doubles the number of queries. */
  private static final int MAX_EXTERNAL_LABELS = 3;

  /** Prometheus 3 with its default lookback of five minutes, which excludes its far end. */
  static final ServerTraits USUAL = new ServerTraits(5 * 60_000 - 1, Map.of());

  /** Copies the map. */
  ServerTraits {
    externalLabels = Map.copyOf(externalLabels);
  }

  /**
   * Whether remote read selects the same series as query_range: it takes a condition that an
   * external label fulfils to mean that the series lacks that label.
   */
  boolean suit(List<LabelMatcher> matchers) {
    return externalLabels.size() <= MAX_EXTERNAL_LABELS
        && matchers.stream()
            .noneMatch(
                matcher ->
                    matcher.type() == LabelMatcher.Type.EQUAL
                        && matcher.value().equals(externalLabels.get(matcher.name())));
  }
}
