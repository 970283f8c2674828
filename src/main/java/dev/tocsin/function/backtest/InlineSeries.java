package dev.tocsin.function.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.series.Labels;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;

/**
 * One series of a request: its labels, and its samples as they were given.
 *
 * @param labels possibly none
 * @param millis the times, in milliseconds since the epoch, in any order
 * @param values a value for each time; NaN is no sample
 */
record InlineSeries(Labels labels, Samples millis, Samples values) {
  private static final String EXPECTED =
      "; expected {\"labels\":{…},\"times\":[epoch seconds],\"values\":[…]}";

  /** Later than this is no epoch second: the year 5138. Milliseconds of today are beyond. */
  private static final double MAX_SECONDS = 1e11;

  /** Numbers, one a sample; wrapped, so that no array is handed around. */
  interface Samples {
    double at(int index);

    int count();
  }

  static InlineSeries of(JsonNode series, int index) {
    String name = "series[" + index + "]";
    if (!series.isObject()) {
      throw wrong(name + " is no object" + EXPECTED);
    }
    series
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!field.equals("labels") && !field.equals("times") && !field.equals("values")) {
                throw wrong(name + " has an unknown field " + Quoted.of(field) + EXPECTED);
              }
            });
    double[] seconds = numbers(series.path("times"), name + ".times", InlineSeries::seconds);
    double[] values = numbers(series.path("values"), name + ".values", InlineSeries::value);
    if (seconds.length != values.length) {
      throw wrong(
          "%s has %d times and %d values, expected as many of both"
              .formatted(name, seconds.length, values.length));
    }
    return new InlineSeries(labels(series.path("labels"), name), samples(seconds), samples(values));
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

  private static Labels labels(JsonNode given, String series) {
    if (given.isMissingNode() || given.isNull()) {
      return Labels.empty();
    }
    if (!given.isObject()) {
      throw wrong(series + ".labels is no object" + EXPECTED);
    }
    Map<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : given.properties()) {
      if (!label.getValue().isValueNode()) {
        throw wrong(series + ".labels." + label.getKey() + " is no text" + EXPECTED);
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
      throw wrong(where + " is no list" + EXPECTED);
    }
    double[] numbers = new double[given.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = reader.read(given.get(i), where + "[" + i + "]");
    }
    return numbers;
  }

  private static double seconds(JsonNode time, String where) {
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
      throw wrong(
          where + " is " + Quoted.of(time.asText()) + ", expected epoch seconds or RFC 3339");
    }
    return seconds * 1e3;
  }

  /** Text is how Prometheus writes samples; NaN and null mean that there is none. */
  private static double value(JsonNode value, String where) {
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
      throw wrong(where + " is " + Quoted.of(value.toString()) + ", expected a number or null");
    }
  }

  static ProblemException wrong(String detail) {
    return new ProblemException(Problem.Kind.BAD_REQUEST, detail);
  }
}
