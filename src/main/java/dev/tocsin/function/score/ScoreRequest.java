package dev.tocsin.function.score;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.function.request.TriggeredRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code /score}: a job's name, or a query of its own.
 *
 * <p>All fields are text; a JSON number is taken as its text.
 */
public final class ScoreRequest extends TriggeredRequest {
  @Nullable String query;
  @Nullable String step;
  @Nullable String window;
  @Nullable String history;
  @Nullable String season;
  @Nullable List<@Nullable String> groupBy;
  @Nullable String points;
  @Nullable String shard;
  @Nullable String selector;
  @Nullable String part;

  /** PromQL of an ad hoc job. */
  public void setQuery(@Nullable String query) {
    this.query = query;
  }

  /** The distance of two samples of an ad hoc job. */
  public void setStep(@Nullable String step) {
    this.step = step;
  }

  /** The range that {@code "points":"all"} answers, of an ad hoc job. */
  public void setWindow(@Nullable String window) {
    this.window = window;
  }

  /** The range to train on, of an ad hoc job. */
  public void setHistory(@Nullable String history) {
    this.history = history;
  }

  /** The rhythm of the series of an ad hoc job. */
  public void setSeason(@Nullable String season) {
    this.season = season;
  }

  /** By which labels series of an ad hoc job are judged jointly: a list, or text with commas. */
  @JsonProperty("group_by")
  @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
  public void setGroupBy(@Nullable List<@Nullable String> groupBy) {
    this.groupBy = groupBy;
  }

  /** Which points to answer: last (the default), all, or those of a duration such as 5m. */
  public void setPoints(@Nullable String points) {
    this.points = points;
  }

  /** A part of a configured job by a hash of the labels: 2/8 is the second of eight. */
  public void setShard(@Nullable String shard) {
    this.shard = shard;
  }

  /** A part of a configured job by a selector that {@code /plan} gave. */
  public void setSelector(@Nullable String selector) {
    this.selector = selector;
  }

  /** The name of what the selector selects, as {@code /plan} gave it. */
  public void setPart(@Nullable String part) {
    this.part = part;
  }
}
