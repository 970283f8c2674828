package dev.tocsin.function.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.pipeline.backtest.KnownAnomaly;
import dev.tocsin.series.Labels;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One series of a request: its labels, and its samples as they were given.
 *
 * @param labels possibly none
 * @param millis the times, in milliseconds since the epoch, in any order
 * @param values a value for each time; NaN is no sample
 * @param anomalies what is known to have been anomalous in it
 */
record InlineSeries(Labels labels, Samples millis, Samples values, List<KnownAnomaly> anomalies) {
  private static final Set<String> FIELDS = Set.of("labels", "times", "values", "anomalies");
  private static final String EXPECTED =
      "; expected {\"labels\":{…},\"times\":[epoch seconds],\"values\":[…]}";

  /** Later than this is no epoch second: the year 5138. Milliseconds of today are beyond. */
  private static final double MAX_SECONDS = 1e11;

  /** Numbers, one a sample; wrapped, so that no array is handed around. */
  interface Samples {
    double at(int index);

    int count();
  }

  /** Whether its samples lie at the same times as another's, in the same order. */
  boolean hasTimesOf(InlineSeries other) {
    return millis.count() == other.millis.count()
        && IntStream.range(0, millis.count()).allMatch(i -> millis.at(i) == other.millis.at(i));
  }

  static InlineSeries of(JsonNode series, int index) {
    String name = "series[" + index + "]";
    if (!series.isObject()) {
      throw notLikeThat(name + " is no object");
    }
    series
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw notLikeThat(name + " has an unknown field " + Quoted.of(field));
              }
            });
    double[] millis = numbers(series.path("times"), name + ".times", InlineSeries::millis);
    double[] values = numbers(series.path("values"), name + ".values", InlineSeries::value);
    if (millis.length != values.length) {
      throw ProblemException.badRequest(
          "%s has %d times and %d values, expected as many of both"
              .formatted(name, millis.length, values.length));
    }
    Labels labels = labels(series.path("labels"), name);
    return new InlineSeries(
        labels,
        samples(millis),
        samples(values),
        KnownAnomalies.ofOne(series.path("anomalies"), name, labels));
  }

  private static Samples samples(double[] numbers) {
    return new Samples() {
      @Override
      public double at(int index) {
        return numbers[index];
      }

      @Override
      public int count() {
        return numbers.length;
      }
    };
  }

  static Labels labels(JsonNode given, String series) {
    if (given.isMissingNode() || given.isNull()) {
      return Labels.empty();
    }
    if (!given.isObject()) {
      throw notLikeThat(series + ".labels is no object");
    }
    Map<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : given.properties()) {
      if (!label.getValue().isValueNode()) {
        throw notLikeThat(series + ".labels." + label.getKey() + " is no text");
      }
      labels.put(label.getKey(), label.getValue().asText());
    }
    return Labels.of(labels);
  }

  private interface Reader {
    double read(JsonNode number, String where);
  }

  private static double[] numbers(JsonNode given, String where, Reader reader) {
    if (!given.isArray()) {
      throw notLikeThat(where + " is no list");
    }
    double[] numbers = new double[given.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = reader.read(given.get(i), where + "[" + i + "]");
    }
    return numbers;
  }

  /** A time in milliseconds since the epoch. */
  static double millis(JsonNode time, String where) {
    double seconds = Double.NaN;
    if (time.isNumber()) {
      seconds = time.asDouble();
    } else if (time.isTextual()) {
      try {
        seconds = OffsetDateTime.parse(time.asText()).toInstant().toEpochMilli() / 1e3;
      } catch (DateTimeException e) {
        seconds = Double.NaN;
      }
    }
    if (!(Math.abs(seconds) <= MAX_SECONDS)) {
      throw ProblemException.badField(where, time.asText(), "epoch seconds or RFC 3339");
    }
    return seconds * 1e3;
  }

  /** Text is how Prometheus writes samples; NaN and null mean that there is none. */
  static double value(JsonNode value, String where) {
    if (value.isNumber()) {
      return value.asDouble();
    }
    if (value.isNull()) {
      return Double.NaN;
    }
    String text = value.isTextual() ? value.asText().strip() : "";
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> parsed(text, where, value);
    };
  }

  private static double parsed(String text, String where, JsonNode value) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw ProblemException.badField(where, value.toString(), "a number or null");
    }
  }

  private static ProblemException notLikeThat(String what) {
    return ProblemException.badRequest(what + EXPECTED);
  }
}
