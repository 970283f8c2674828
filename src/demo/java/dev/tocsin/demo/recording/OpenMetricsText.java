package dev.tocsin.demo.recording;

import dev.tocsin.demo.promql.BadDataException;
import dev.tocsin.demo.promql.Matcher;
import dev.tocsin.demo.promql.Selector;
import dev.tocsin.series.Labels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Series as OpenMetrics text, one line a sample: {@code up{job="dns"} 1 1795294866.394}.
 *
 * <p>That is what {@code promtool tsdb create-blocks-from openmetrics} loads. Metadata is skipped;
 * exemplars are refused.
 */
public final class OpenMetricsText {
  private static final String END = "# EOF";

  private OpenMetricsText() {}

  /**
   * Reads all series, in the order in which they show up. Equal timelines are shared.
   *
   * @throws IOException if a line is no sample with a time, or the text does not end as it should
   */
  static List<RecordedSeries> read(BufferedReader in) throws IOException {
    Map<String, Samples> bySeries = new LinkedHashMap<>();
    String last = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      last = line;
      if (!line.startsWith("#")) {
        add(bySeries, line);
      }
    }
    if (!last.equals(END)) {
      throw new IOException(
          "the text ends with \"%s\", expected \"%s\"; it is truncated".formatted(last, END));
    }
    return series(bySeries);
  }

  private static void add(Map<String, Samples> bySeries, String line) throws IOException {
    int time = line.lastIndexOf(' ');
    int value = line.lastIndexOf(' ', time - 1);
    try {
      Samples samples = bySeries.computeIfAbsent(line.substring(0, value), series -> new Samples());
      samples.millis.add(
          new BigDecimal(line.substring(time + 1)).movePointRight(3).longValueExact());
      samples.values.add(NumberText.parse(line.substring(value + 1, time)));
    } catch (IndexOutOfBoundsException | ArithmeticException | NumberFormatException e) {
      throw new IOException(
          "\"%s\" is no sample, expected series, value and time in whole milliseconds"
              .formatted(line),
          e);
    }
  }

  private static List<RecordedSeries> series(Map<String, Samples> bySeries) throws IOException {
    Map<Timeline, Timeline> shared = new HashMap<>();
    List<RecordedSeries> series = new ArrayList<>();
    for (Map.Entry<String, Samples> entry : bySeries.entrySet()) {
      Timeline own = entry.getValue().timeline();
      Timeline timeline = shared.computeIfAbsent(own, t -> t);
      series.add(
          new RecordedSeries(labels(entry.getKey()), timeline, entry.getValue().valuesArray()));
    }
    return series;
  }

  /** A series is written as the selector that picks it. */
  private static Labels labels(String series) throws IOException {
    try {
      Map<String, String> labels = new LinkedHashMap<>();
      for (Matcher matcher : Selector.parse(series).matchers()) {
        labels.put(matcher.label(), matcher.operand());
      }
      return Labels.of(labels);
    } catch (BadDataException e) {
      throw new IOException("\"%s\" is no series: %s".formatted(series, e.getMessage()), e);
    }
  }

  /** Writes all series, one after the other. */
  public static void write(List<RecordedSeries> series, Writer out) throws IOException {
    for (RecordedSeries one : series) {
      String labels = one.labels() + " ";
      for (int i = 0; i < one.size(); i++) {
        out.write(labels);
        out.write(NumberText.of(one.value(i)));
        out.write(' ');
        out.write(NumberText.seconds(one.timeline().millis(i)));
        out.write('\n');
      }
    }
    out.write(END + "\n");
  }

  private static final class Samples {
    private final List<Long> millis = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    Timeline timeline() {
      return Timeline.of(millis.stream().mapToLong(Long::longValue).toArray());
    }

    double[] valuesArray() {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
