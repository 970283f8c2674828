package dev.tocsin.prometheus.selector;

import dev.tocsin.prometheus.wire.LabelMatcher;
import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises the PromQL expressions that are a plain selector of series: {@code
 * up{job="api",instance!~"a.*"}}, without range, offset, {@code @} or anything around it.
 *
 * <p>Whatever it does not know for certain is none: comments, names in quotes, selectors that
 * Prometheus may refuse. Those are for Prometheus to evaluate.
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/querying/basics/#instant-vector-selectors">
 *     Instant vector selectors</a>
 */
public final class SelectorParser {
  /** Words that mean something else to some version of PromQL; other than metrics, rarely used. */
  private static final Set<String> KEYWORDS =
      Set.of(
          ("and or unless atan2 sum avg count min max group stddev stdvar topk bottomk count_values"
                  + " quantile limitk limit_ratio offset smoothed anchored fill fill_left fill_right"
                  + " by without on ignoring group_left group_right bool inf nan start end step"
                  + " range min_of max_of")
              .split(" ", -1));

  /** After them, a regular expression may match the empty text although its first sign does not. */
  private static final String OPTIONAL_SIGNS = "*?{";

  private final String text;
  private final List<LabelMatcher> matchers = new ArrayList<>();
  private int at;

  private SelectorParser(String text) {
    this.text = text;
  }

  /** The conditions of a plain selector, or nothing if the expression may be something else. */
  public static Optional<List<LabelMatcher>> parse(String expression) {
    SelectorParser parser = new SelectorParser(expression);
    boolean isSelector = parser.selector() && parser.at == expression.length();
    return isSelector && parser.matchers.stream().anyMatch(SelectorParser::needsText)
        ? Optional.of(List.copyOf(parser.matchers))
        : Optional.empty();
  }

  private boolean selector() {
    blanks();
    String metric = name(":");
    if (KEYWORDS.contains(metric.toLowerCase(Locale.ROOT))) {
      return false;
    }
    if (!metric.isEmpty()) {
      matchers.add(new LabelMatcher(LabelMatcher.Type.EQUAL, Labels.METRIC_NAME, metric));
    }
    blanks();
    boolean braces = take("{");
    if (braces && !matchersInBraces(metric)) {
      return false;
    }
    blanks();
    return braces || !metric.isEmpty();
  }

  private boolean matchersInBraces(String metric) {
    blanks();
    while (!take("}")) {
      if (!matcher(metric)) {
        return false;
      }
      blanks();
      if (!take(",") && !text.startsWith("}", at)) {
        return false;
      }
      blanks();
    }
    return true;
  }

  private boolean matcher(String metric) {
    String name = name("");
    blanks();
    Optional<LabelMatcher.Type> type = type();
    blanks();
    if (name.isEmpty() || type.isEmpty() || at == text.length()) {
      return false;
    }
    if (name.equals(Labels.METRIC_NAME) && !metric.isEmpty()) {
      return false;
    }
    StringLiteral value = StringLiteral.at(text, at);
    if (value == null) {
      return false;
    }
    at = value.end();
    matchers.add(new LabelMatcher(type.get(), name, value.value()));
    return true;
  }

  private Optional<LabelMatcher.Type> type() {
    if (take("=~")) {
      return Optional.of(LabelMatcher.Type.MATCHES);
    }
    if (take("!~")) {
      return Optional.of(LabelMatcher.Type.MATCHES_NOT);
    }
    if (take("!=")) {
      return Optional.of(LabelMatcher.Type.NOT_EQUAL);
    }
    return take("=") ? Optional.of(LabelMatcher.Type.EQUAL) : Optional.empty();
  }

  /** The name that starts here, which may contain {@code extra} signs; empty if there is none. */
  private String name(String extra) {
    int from = at;
    while (at < text.length() && isOfName(text.charAt(at), extra, at > from)) {
      at++;
    }
    return text.substring(from, at);
  }

  private static boolean isOfName(char c, String extra, boolean inside) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (inside && c >= '0' && c <= '9')
        || extra.indexOf(c) >= 0;
  }

  private boolean take(String sign) {
    boolean here = text.startsWith(sign, at);
    at += here ? sign.length() : 0;
    return here;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** Whether the condition certainly refuses the empty text; Prometheus wants one that does. */
  private static boolean needsText(LabelMatcher matcher) {
    return switch (matcher.type()) {
      case EQUAL -> !matcher.value().isEmpty();
      case NOT_EQUAL -> matcher.value().isEmpty();
      case MATCHES -> regexNeedsText(matcher.value());
      case MATCHES_NOT -> false;
    };
  }

  private static boolean regexNeedsText(String regex) {
    boolean simple = regex.indexOf('\\') < 0 && regex.indexOf('(') < 0 && regex.indexOf('[') < 0;
    if (!simple && regex.indexOf('|') >= 0) {
      return false;
    }
    for (String alternative : regex.split("\\|", -1)) {
      if (!startsWithText(alternative)) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWithText(String regex) {
    boolean sign = !regex.isEmpty() && isOfName(regex.charAt(0), ".:0123456789", true);
    return sign && (regex.length() == 1 || OPTIONAL_SIGNS.indexOf(regex.charAt(1)) < 0);
  }
}
