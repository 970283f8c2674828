package dev.tocsin.function.versions;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The body of {@code /models}, {@code /cancel} and {@code /rollback}. A bean of text fields. */
public final class VersionRequest {
  @Nullable String job;
  @Nullable String version;

  /** Fields that mean nothing here, so that a typing error does not pass unnoticed. */
  final Set<String> unknown = new TreeSet<>();

  /** The name of a configured job. */
  public void setJob(@Nullable String job) {
    this.job = job;
  }

  /** The version to roll back to. */
  public void setVersion(@Nullable String version) {
    this.version = version;
  }

  /** Takes note of a field that is not one of the above. */
  @JsonAnySetter
  public void setUnknown(String name, @Nullable Object value) {
    unknown.add(name);
  }

  /** The job's name, where that is all that is asked for. */
  static String onlyJob(@Nullable VersionRequest request) {
    String expected = "; expected {\"job\":\"dns\"}";
    if (request != null && request.version != null) {
      request.unknown.add("version");
    }
    return given("job", request, request == null ? null : request.job, expected);
  }

  static String given(
      String field, @Nullable VersionRequest request, @Nullable String value, String expected) {
    if (value == null) {
      throw new ProblemException(Problem.Kind.BAD_REQUEST, "no " + field + " given" + expected);
    }
    if (request != null && !request.unknown.isEmpty()) {
      throw new ProblemException(
          Problem.Kind.BAD_REQUEST, "unknown field " + request.unknown + expected);
    }
    return value;
  }
}
