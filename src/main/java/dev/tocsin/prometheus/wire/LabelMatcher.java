package dev.tocsin.prometheus.wire;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A condition on a label, as in {@code job=~"api.*"}; a series without the label has it empty.
 *
 * @param type how the value is compared
 * @param name the label's name; {@code __name__} for the metric's name
 * @param value a text, or an anchored RE2 expression
 */
public record LabelMatcher(Type type, String name, String value) {
  private static final String REGEX_SIGNS = "\\.+*?()|[]{}^$";

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

  /** The label has one of these values. */
  public static LabelMatcher oneOf(String name, Collection<String> values) {
    return new LabelMatcher(Type.MATCHES, name, alternatives(values));
  }

  /** The label has another value than all of these, or the series lacks it. */
  public static LabelMatcher noneOf(String name, Collection<String> values) {
    return new LabelMatcher(Type.MATCHES_NOT, name, alternatives(values));
  }

  private static String alternatives(Collection<String> values) {
    return values.stream().map(LabelMatcher::literal).collect(Collectors.joining("|"));
  }

  private static String literal(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (REGEX_SIGNS.indexOf(c) >= 0) {
        regex.append('\\');
      }
      regex.append(c);
    }
    return regex.toString();
  }
}
