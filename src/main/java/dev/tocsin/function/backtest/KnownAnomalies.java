package dev.tocsin.function.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.pipeline.backtest.KnownAnomaly;
import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what a caller knows to have been anomalous: {@code [{"from":…,"to":…,"labels":{…}}]}. */
final class KnownAnomalies {
  private static final String EXPECTED =
      "; expected {\"from\":epoch seconds or RFC 3339,\"to\":…,\"labels\":{…}}";
  private static final Set<String> OF_ONE = Set.of("from", "to");
  private static final Set<String> OF_ALL = Set.of("from", "to", "labels");

  /** Far more than anybody labels by hand. */
  private static final int MOST = 10_000;

  private KnownAnomalies() {}

  /**
   * Those of a body's list: of the series that have all of the labels that one names, of all series
   * if it names none.
   */
  static List<KnownAnomaly> ofAll(@Nullable JsonNode list) {
    return read(list, "anomalies", OF_ALL, KnownAnomalies::labelled);
  }

  /** Those of the list of one series. */
  static List<KnownAnomaly> ofOne(JsonNode list, String series, Labels labels) {
    return read(list, series + ".anomalies", OF_ONE, (anomaly, where) -> labels::equals);
  }

  private interface Which {
    Predicate<Labels> of(JsonNode anomaly, String where);
  }

  private static List<KnownAnomaly> read(
      @Nullable JsonNode list, String where, Set<String> fields, Which which) {
    List<KnownAnomaly> known = new ArrayList<>();
    if (list == null || list.isNull() || list.isMissingNode()) {
      return known;
    }
    if (!list.isArray() || list.size() > MOST) {
      throw ProblemException.badRequest(where + " is no list of at most " + MOST + EXPECTED);
    }
    for (int i = 0; i < list.size(); i++) {
      known.add(one(list.get(i), where + "[" + i + "]", fields, which));
    }
    return known;
  }

  private static KnownAnomaly one(JsonNode given, String where, Set<String> fields, Which which) {
    if (!given.isObject()) {
      throw ProblemException.badRequest(where + " is no object" + EXPECTED);
    }
    given
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!fields.contains(field)) {
                throw ProblemException.badRequest(
                    where + " has an unknown field " + Quoted.of(field) + EXPECTED);
              }
            });
    return new KnownAnomaly(
        where,
        time(given.path("from"), where + ".from"),
        time(given.path("to"), where + ".to"),
        which.of(given, where));
  }

  private static Instant time(JsonNode time, String where) {
    return Instant.ofEpochMilli(Math.round(InlineSeries.millis(time, where)));
  }

  private static Predicate<Labels> labelled(JsonNode anomaly, String where) {
    Labels wanted = InlineSeries.labels(anomaly.path("labels"), where);
    return series ->
        wanted.asMap().entrySet().stream()
            .allMatch(
                label -> series.value(label.getKey()).filter(label.getValue()::equals).isPresent());
  }
}
