package dev.tocsin.function.request;

import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.series.PrometheusDuration;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the durations that callers give. */
public final class RequestDuration {
  private RequestDuration() {}

  /**
   * The duration a field gives, if it is there.
   *
   * @throws ProblemException if the text is not a duration
   */
  public static Optional<Duration> parse(String field, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(PrometheusDuration.parse(text));
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest(field + ": " + e.getMessage());
    }
  }
}
