package dev.tocsin.function.backtest;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.function.request.RequestBody;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code /backtest}: a job and a range, or series given inline; and settings. */
public final class BacktestRequest extends RequestBody {
  @Nullable String job;
  @Nullable String start;
  @Nullable String end;
  @Nullable JsonNode series;
  @Nullable JsonNode anomalies;
  @Nullable String step;
  @Nullable String kind;
  @Nullable String season;
  @Nullable String counters;
  @Nullable String holdDown;
  @Nullable String detectionDirection;
  @Nullable List<@Nullable String> groupBy;
  @Nullable JsonNode minDevFromExpected;
  @Nullable JsonNode minRelDevFromExpected;
  @Nullable JsonNode dataRange;

  private record Field(String name, @Nullable Object value) {}

  /** The fields given that a job has its own of. */
  List<String> givenOfSeries() {
    return given(
        new Field("step", step),
        new Field("kind", kind),
        new Field("season", season),
        new Field("counters", counters));
  }

  /** The fields given that say which part of a job's past is meant. */
  List<String> givenOfJob() {
    return given(new Field("start", start), new Field("end", end));
  }

  private static List<String> given(Field... fields) {
    return Arrays.stream(fields).filter(field -> field.value() != null).map(Field::name).toList();
  }

  /** A null of JSON says as little as a field that is left out. */
  private static @Nullable JsonNode present(@Nullable JsonNode node) {
    return node == null || node.isNull() ? null : node;
  }

  /** The name of a configured job. */
  public void setJob(@Nullable String job) {
    this.job = job;
  }

  /** The first step of a job's range. */
  public void setStart(@Nullable String start) {
    this.start = start;
  }

  /** The last step of a job's range; now if absent. */
  public void setEnd(@Nullable String end) {
    this.end = end;
  }

  /** Series given inline. */
  public void setSeries(@Nullable JsonNode series) {
    this.series = present(series);
  }

  /** What is known to have been anomalous. */
  public void setAnomalies(@Nullable JsonNode anomalies) {
    this.anomalies = present(anomalies);
  }

  /** The distance of two samples given inline; the median distance if absent. */
  public void setStep(@Nullable String step) {
    this.step = step;
  }

  /** The trainer. */
  public void setKind(@Nullable String kind) {
    this.kind = kind;
  }

  /** The rhythm of the series. */
  public void setSeason(@Nullable String season) {
    this.season = season;
  }

  /** Which series become rates: auto, always or never. */
  public void setCounters(@Nullable String counters) {
    this.counters = counters;
  }

  /** How long it must be calm until an incident is over. */
  @JsonProperty("hold_down")
  public void setHoldDown(@Nullable String holdDown) {
    this.holdDown = holdDown;
  }

  /** By which labels series are judged jointly: a list, or text with commas. */
  @JsonProperty("group_by")
  @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
  public void setGroupBy(@Nullable List<@Nullable String> groupBy) {
    this.groupBy = groupBy;
  }

  /** Which side of yhat counts. */
  @JsonProperty("detection_direction")
  public void setDetectionDirection(@Nullable String detectionDirection) {
    this.detectionDirection = detectionDirection;
  }

  /** The least distance from yhat: one number, or below and above. */
  @JsonProperty("min_dev_from_expected")
  public void setMinDevFromExpected(@Nullable JsonNode numbers) {
    this.minDevFromExpected = present(numbers);
  }

  /** The same as a fraction of yhat. */
  @JsonProperty("min_rel_dev_from_expected")
  public void setMinRelDevFromExpected(@Nullable JsonNode numbers) {
    this.minRelDevFromExpected = present(numbers);
  }

  /** The least and the greatest value that make sense. */
  @JsonProperty("data_range")
  public void setDataRange(@Nullable JsonNode numbers) {
    this.dataRange = present(numbers);
  }
}
