package dev.tocsin.demo.promql;

import dev.tocsin.series.Labels;
import java.util.List;

/**
 * A PromQL instant vector selector, without {@code offset} and {@code @}: {@code
 * up{job=~"node|dns"}}.
 *
 * @param matchers the conditions, all of which a series must fulfil
 */
public record Selector(List<Matcher> matchers) {
  /** Copies the list. */
  public Selector {
    matchers = List.copyOf(matchers);
  }

  /**
   * Reads a selector.
   *
   * @throws BadDataException if it is malformed, or PromQL that is more than a selector
   */
  public static Selector parse(String promQl) throws BadDataException {
    return new SelectorParser(promQl).parse();
  }

  /** Whether a series fulfils all conditions. */
  public boolean matches(Labels labels) {
    for (Matcher matcher : matchers) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }
}
