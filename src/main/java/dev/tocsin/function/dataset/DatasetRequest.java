package dev.tocsin.function.dataset;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tocsin.function.request.RequestBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code /dataset}. */
public final class DatasetRequest extends RequestBody {
  @Nullable String query;
  @Nullable String length;
  @Nullable String offset;
  @Nullable String endpoint;
  @Nullable String step;
  List<@Nullable String> by = List.of();

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
}
