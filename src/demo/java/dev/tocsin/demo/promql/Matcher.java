package dev.tocsin.demo.promql;

import dev.tocsin.series.Labels;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A condition on one label. A label that a series does not bear counts as empty.
 *
 * @param label the label's name
 * @param operator how it is compared
 * @param operand what it is compared with: a text or a regular expression
 * @param condition the comparison
 */
public record Matcher(
    String label, Operator operator, String operand, Predicate<String> condition) {
  /** How a label is compared. */
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    MATCHES_NOT("!~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  /**
   * The condition {@code label operator operand}.
   *
   * @throws BadDataException if the operand is a malformed regular expression
   */
  static Matcher of(String label, Operator operator, String operand) throws BadDataException {
    Predicate<String> condition =
        switch (operator) {
          case EQUAL -> operand::equals;
          case NOT_EQUAL -> value -> !operand.equals(value);
          case MATCHES -> wholly(operand);
          case MATCHES_NOT -> wholly(operand).negate();
        };
    return new Matcher(label, operator, operand, condition);
  }

  /**
   * Regular expressions match the whole value, and {@code .} is anything but a newline, as in
   * Prometheus 2. Prometheus uses RE2: it refuses look-around, backreferences and possessive
   * quantifiers, which this accepts; {@code \pN}-style classes and {@code (?U)} differ too.
   */
  private static Predicate<String> wholly(String regex) throws BadDataException {
    try {
      return Pattern.compile(regex, Pattern.UNIX_LINES).asMatchPredicate();
    } catch (PatternSyntaxException e) {
      throw new BadDataException(
          "\"%s\" is no regular expression: %s".formatted(regex, e.getDescription()));
    }
  }

  boolean matches(Labels labels) {
    return condition.test(labels.value(label).orElse(""));
  }

  /** Whether series without the label fulfil the condition. */
  boolean matchesAbsence() {
    return condition.test("");
  }
}
