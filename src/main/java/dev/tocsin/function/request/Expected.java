package dev.tocsin.function.request;

import dev.tocsin.function.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of a body, which is said wherever one is not like that.
 *
 * @param example a right body, such as {@code {"job":"dns"}}
 */
public record Expected(String example) {
  /** What to throw for a body of which this was met. */
  public ProblemException wrong(String met) {
    return ProblemException.badRequest(met + "; expected " + example);
  }

  /**
   * The body, if there is one and it has no fields that mean nothing.
   *
   * @throws ProblemException if not
   */
  public <T extends RequestBody> T body(@Nullable T body) {
    if (body == null) {
      throw wrong("the body is empty");
    }
    if (!body.unknown().isEmpty()) {
      throw wrong("unknown field " + body.unknown());
    }
    return body;
  }

  /**
   * A field's value.
   *
   * @throws ProblemException if there is none
   */
  public String given(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw wrong("no " + field + " given");
    }
    return value;
  }

  /**
   * Checks that of two fields one is there.
   *
   * @throws ProblemException if none is, or both
   */
  public void either(String field, @Nullable Object value, String other, @Nullable Object second) {
    if ((value == null) == (second == null)) {
      String met = value == null ? "neither %s nor %s given" : "both %s and %s given";
      throw wrong(met.formatted(field, other));
    }
  }
}
