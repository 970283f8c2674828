package dev.tocsin.function.backtest;

import static io.restassured.RestAssured.given;

import dev.tocsin.series.SeriesMatrix;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies of {@code /backtest}, of series of a minute's step, and what asks with them. */
final class BacktestBodies {
  static final long START = 1_700_000_000;

  private BacktestBodies() {}

  /** One series without labels, the last of whose samples stands twice. */
  static String wild(int count, IntToDoubleFunction seconds, IntToDoubleFunction value) {
    List<String> times = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      int sample = Math.min(i, count - 1);
      times.add(BigDecimal.valueOf(seconds.applyAsDouble(sample)).toPlainString());
      values.add(number(value.applyAsDouble(sample)));
    }
    return "{'series':[{'times':%s,'values':%s}]}".formatted(times, values);
  }

  static String number(double value) {
    if (Double.isFinite(value)) {
      return Double.toString(value);
    }
    return Double.isNaN(value) ? "null" : "'+Inf'";
  }

  static String series(int count, IntToDoubleFunction value) {
    StringBuilder times = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String separator = i == 0 ? "" : ",";
      times.append(separator).append(START + 60L * i);
      values.append(separator).append(String.format(Locale.ROOT, "%.9e", value.applyAsDouble(i)));
    }
    return "{'series':[{'labels':{'host':'a'},'times':[%s],'values':[%s]}]}"
        .formatted(times, values);
  }

  static double noise(int i) {
    return 50 + new SplittableRandom(i).nextDouble();
  }

  static ValidatableResponse backtest(String body) {
    return given()
        .contentType("application/json")
        .body(body.replace('\'', '"'))
        .post("/backtest")
        .then();
  }

  static long at(int step) {
    return START + 60L * step;
  }

  static String inline(SeriesMatrix samples) {
    List<String> series = new ArrayList<>();
    List<String> times =
        IntStream.range(0, samples.columns())
            .mapToObj(i -> BigDecimal.valueOf(samples.grid().timeMillis(i), 3).toPlainString())
            .toList();
    for (int row = 0; row < samples.rows(); row++) {
      String labels =
          samples.labels(row).asMap().entrySet().stream()
              .map(label -> "'%s':'%s'".formatted(label.getKey(), label.getValue()))
              .collect(Collectors.joining(","));
      List<String> values =
          Arrays.stream(samples.row(row)).mapToObj(BacktestBodies::number).toList();
      series.add("{'labels':{%s},'times':%s,'values':%s}".formatted(labels, times, values));
    }
    return "{'series':" + series + "}";
  }
}
