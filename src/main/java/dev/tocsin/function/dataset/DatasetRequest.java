package dev.tocsin.function.dataset;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code /dataset}. A bean of text fields, so that what is wrong with one can be said
 * in our own words.
 */
public final class DatasetRequest {
  @Nullable String query;
  @Nullable String length;
  @Nullable String offset;
  @Nullable String endpoint;
  @Nullable String step;
  List<@Nullable String> by = List.of();

  /** Fields that mean nothing here, so that a typing error does not pass unnoticed. */
  final Set<String> unknown = new TreeSet<>();

  /** PromQL. */
  public void setQuery(@Nullable String query) {
    this.query = query;
  }

  /** How far the window reaches back: seconds, or a duration. */
  public void setLength(@Nullable String length) {
    this.length = length;
  }

  /** The end of the window, exclusive: epoch milliseconds; now if absent. */
  public void setOffset(@Nullable String offset) {
    this.offset = offset;
  }

  /** The name or the URL of a configured server. */
  public void setEndpoint(@Nullable String endpoint) {
    this.endpoint = endpoint;
  }

  /** The distance of two samples; one second if absent. */
  public void setStep(@Nullable String step) {
    this.step = step;
  }

  /** More labels that tell series apart: a list, or text with commas. */
  @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
  public void setBy(@Nullable List<@Nullable String> by) {
    this.by = by == null ? List.of() : by;
  }

  /** Takes note of a field that is not one of the above. */
  @JsonAnySetter
  public void setUnknown(String name, @Nullable Object value) {
    unknown.add(name);
  }
}
