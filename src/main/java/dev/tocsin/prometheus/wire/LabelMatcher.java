package dev.tocsin.prometheus.wire;

/**
 * A condition on a label, as in {@code job=~"api.*"}; a series without the label has it empty.
 *
 * @param type how the value is compared
 * @param name the label's name; {@code __name__} for the metric's name
 * @param value a text, or an anchored RE2 expression
 */
public record LabelMatcher(Type type, String name, String value) {
  /** How a label's value is compared. */
  public enum Type {
    EQUAL(0),
    NOT_EQUAL(1),
    MATCHES(2),
    MATCHES_NOT(3);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    /** Its number in types.proto. */
    int number() {
      return number;
    }
  }
}
