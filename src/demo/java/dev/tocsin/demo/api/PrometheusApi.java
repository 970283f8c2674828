package dev.tocsin.demo.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.demo.promql.BadDataException;
import dev.tocsin.demo.promql.Selector;
import dev.tocsin.demo.promql.SelectorParser;
import dev.tocsin.demo.recording.RecordedSeries;
import dev.tocsin.demo.recording.Recording;
import dev.tocsin.series.Labels;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Answers to the questions of Prometheus's HTTP API from a recording, as Prometheus 2.42 gives
 * them. Thread-safe.
 *
 * <p>An expression may be a plain selector only.
 */
final class PrometheusApi {
  /** How old a sample may be and still count; Prometheus's default, inclusive up to 2.x. */
  private static final long LOOKBACK_MILLIS = Duration.ofMinutes(5).toMillis();

  private static final long MOST_STEPS = 11_000;

  private final Recording recording;
  private final InstantSource clock;

  /** The API over a recording; the clock tells the time of a question that names none. */
  PrometheusApi(Recording recording, InstantSource clock) {
    this.recording = recording;
    this.clock = clock;
  }

  /** The part {@code data} of an answer, ready to be written. */
  @FunctionalInterface
  interface Answer {
    void writeTo(JsonGenerator json) throws IOException;
  }

  Answer query(Parameters parameters) throws BadDataException {
    long time = parameters.timeMillis("time", clock.millis());
    checkTimeout(parameters);
    List<RecordedSeries> series = selected(parameters.query());
    return json -> ResultJson.vector(json, series, Lookback.at(time, LOOKBACK_MILLIS));
  }

  Answer queryRange(Parameters parameters) throws BadDataException {
    long start = parameters.timeMillis("start");
    long end = parameters.timeMillis("end");
    if (end < start) {
      throw new BadDataException(
          "invalid parameter \"end\": end timestamp must not be before start time");
    }
    long stepNanos = checkedStep(parameters.durationNanos("step"), end - start);
    checkTimeout(parameters);
    List<RecordedSeries> series = selected(parameters.query());
    long stepMillis = TimeUnit.NANOSECONDS.toMillis(stepNanos);
    return json ->
        ResultJson.matrix(json, series, new Lookback(start, end, stepMillis, LOOKBACK_MILLIS));
  }

  private static long checkedStep(long stepNanos, long rangeMillis) throws BadDataException {
    if (stepNanos < TimeUnit.MILLISECONDS.toNanos(1)) {
      throw new BadDataException(
          "invalid parameter \"step\": zero, negative or below a millisecond; try a positive"
              + " number of seconds");
    }
    if (TimeUnit.MILLISECONDS.toNanos(rangeMillis) / stepNanos > MOST_STEPS) {
      throw new BadDataException(
          "exceeded maximum resolution of 11,000 points per timeseries; try a larger step");
    }
    return stepNanos;
  }

  private static void checkTimeout(Parameters parameters) throws BadDataException {
    if (!parameters.first("timeout").isEmpty()) {
      parameters.durationNanos("timeout");
    }
  }

  Answer series(Parameters parameters) throws BadDataException {
    List<Selector> selectors = parameters.matches();
    if (selectors.isEmpty()) {
      throw new BadDataException("no match[] parameter provided");
    }
    List<Labels> labels = recorded(parameters, selectors).map(RecordedSeries::labels).toList();
    return json -> ResultJson.labelSets(json, labels);
  }

  Answer labelNames(Parameters parameters) throws BadDataException {
    Collection<String> names = new TreeSet<>();
    recorded(parameters, parameters.matches())
        .forEach(series -> series.labels().forEach((name, value) -> names.add(name)));
    return json -> ResultJson.texts(json, names);
  }

  Answer labelValues(String name, Parameters parameters) throws BadDataException {
    if (!SelectorParser.isLabelName(name)) {
      throw new BadDataException("invalid label name: \"" + name + "\"");
    }
    Collection<String> values = new TreeSet<>();
    recorded(parameters, parameters.matches())
        .forEach(series -> series.labels().value(name).ifPresent(values::add));
    return json -> ResultJson.texts(json, values);
  }

  private List<RecordedSeries> selected(Selector selector) {
    return recording.series().stream().filter(s -> selector.matches(s.labels())).toList();
  }

  /** The series that fulfil one of the selectors, if there are any, and overlap start and end. */
  private Stream<RecordedSeries> recorded(Parameters parameters, List<Selector> selectors)
      throws BadDataException {
    long start = parameters.timeMillis("start", Long.MIN_VALUE);
    long end = parameters.timeMillis("end", Long.MAX_VALUE);
    return recording.series().stream()
        .filter(s -> s.timeline().firstMillis() <= end && s.timeline().lastMillis() >= start)
        .filter(
            s -> selectors.isEmpty() || selectors.stream().anyMatch(o -> o.matches(s.labels())));
  }
}
