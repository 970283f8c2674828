package dev.tocsin.demo.promql;

import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code name{label="value",…}} as Prometheus does: comments, a trailing comma and three
 * kinds of quotes included.
 *
 * <p>Source: Prometheus 2.42, {@code promql/parser}.
 */
public final class SelectorParser {
  private final TextCursor text;

  SelectorParser(String promQl) {
    this.text = new TextCursor(promQl);
  }

  Selector parse() throws BadDataException {
    List<Matcher> matchers = new ArrayList<>();
    text.skipSpace();
    String name = text.takeWhile(SelectorParser::startsName, SelectorParser::continuesName);
    if (!name.isEmpty()) {
      matchers.add(Matcher.of(Labels.METRIC_NAME, Matcher.Operator.EQUAL, name));
    }
    text.skipSpace();
    if (text.take("{")) {
      braces(matchers);
    }
    text.skipSpace();
    checkEnd();
    check(matchers, !name.isEmpty());
    return new Selector(matchers);
  }

  private void braces(List<Matcher> matchers) throws BadDataException {
    text.skipSpace();
    while (!text.take("}")) {
      matchers.add(matcher());
      text.skipSpace();
      if (!text.take(",") && !text.isNext('}')) {
        throw text.unexpected("\",\" or \"}\"");
      }
      text.skipSpace();
    }
  }

  private Matcher matcher() throws BadDataException {
    String label = text.takeWhile(SelectorParser::startsLabel, SelectorParser::continuesLabel);
    if (label.isEmpty()) {
      throw text.unexpected("a label's name");
    }
    text.skipSpace();
    Matcher.Operator operator = operator();
    text.skipSpace();
    return Matcher.of(label, operator, new QuotedText(text).read());
  }

  private Matcher.Operator operator() throws BadDataException {
    // The longer signs first: "=" begins "=~".
    for (Matcher.Operator operator :
        List.of(
            Matcher.Operator.MATCHES,
            Matcher.Operator.MATCHES_NOT,
            Matcher.Operator.NOT_EQUAL,
            Matcher.Operator.EQUAL)) {
      if (text.take(operator.sign())) {
        return operator;
      }
    }
    throw text.unexpected("one of = != =~ !~");
  }

  private void checkEnd() throws BadDataException {
    if (!text.atEnd()) {
      throw text.unexpected(
          "the end of the expression, for the recording answers plain selectors only, such as"
              + " up{job=\"coredns\"}");
    }
  }

  private static void check(List<Matcher> matchers, boolean named) throws BadDataException {
    if (matchers.stream().allMatch(Matcher::matchesAbsence)) {
      throw new BadDataException(
          "a selector must have a condition that the empty text does not fulfil, such as a metric"
              + " name");
    }
    long names = matchers.stream().filter(m -> m.label().equals(Labels.METRIC_NAME)).count();
    if (named && names > 1) {
      throw new BadDataException("the metric's name is given twice; give it once");
    }
  }

  private static boolean startsLabel(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean continuesLabel(char c) {
    return startsLabel(c) || (c >= '0' && c <= '9');
  }

  private static boolean startsName(char c) {
    return startsLabel(c) || c == ':';
  }

  private static boolean continuesName(char c) {
    return continuesLabel(c) || c == ':';
  }

  /** Whether this is a label's name as Prometheus 2 allows it. */
  public static boolean isLabelName(String name) {
    return !name.isEmpty()
        && startsLabel(name.charAt(0))
        && name.chars().allMatch(c -> continuesLabel((char) c));
  }
}
