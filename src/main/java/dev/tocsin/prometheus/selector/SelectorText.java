package dev.tocsin.prometheus.selector;

import dev.tocsin.prometheus.wire.LabelMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a plain selector as PromQL, the metric's name among the labels. */
public final class SelectorText {
  /** Prometheus 3 allows others in quotes, which older versions do not understand. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private SelectorText() {}

  /** Whether every version of PromQL takes this as a label's name. */
  static boolean isName(String label) {
    return NAME.matcher(label).matches();
  }

  /** The selector of the series that fulfil all conditions. */
  public static String of(List<LabelMatcher> matchers) {
    return matchers.stream().map(SelectorText::of).collect(Collectors.joining(",", "{", "}"));
  }

  private static String of(LabelMatcher matcher) {
    String sign =
        switch (matcher.type()) {
          case EQUAL -> "=";
          case NOT_EQUAL -> "!=";
          case MATCHES -> "=~";
          case MATCHES_NOT -> "!~";
        };
    return matcher.name() + sign + quoted(matcher.value());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
