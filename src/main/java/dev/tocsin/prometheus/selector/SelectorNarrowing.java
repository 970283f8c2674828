package dev.tocsin.prometheus.selector;

import dev.tocsin.prometheus.wire.LabelMatcher;
import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Narrows a plain selector to some of its series, and few others: to the values they have in each
 * label that all of them have and every version of PromQL can name, the shortest lists first, as
 * long as they fit.
 */
public final class SelectorNarrowing {
  /** VictoriaMetrics refuses queries of more than 16 kB. */
  private static final int MAX_TEXT = 12_000;

  private SelectorNarrowing() {}

  /** The narrower selector; empty if nothing can be added to it. */
  public static Optional<List<LabelMatcher>> to(
      Collection<Labels> series, List<LabelMatcher> selector) {
    List<LabelMatcher> narrow = new ArrayList<>(selector);
    int length = SelectorText.of(selector).length();
    for (LabelMatcher matcher : matchers(series, selector)) {
      length += SelectorText.of(List.of(matcher)).length();
      if (length <= MAX_TEXT) {
        narrow.add(matcher);
      }
    }
    return Optional.of(narrow).filter(all -> all.size() > selector.size());
  }

  private static boolean isSaid(String label, List<LabelMatcher> selector) {
    return selector.stream()
        .anyMatch(it -> it.type() == LabelMatcher.Type.EQUAL && it.name().equals(label));
  }

  private static List<LabelMatcher> matchers(
      Collection<Labels> series, List<LabelMatcher> selector) {
    return common(series).stream()
        .filter(label -> SelectorText.isName(label) && !isSaid(label, selector))
        .map(label -> LabelMatcher.oneOf(label, values(label, series)))
        .sorted(Comparator.comparingInt(matcher -> matcher.value().length()))
        .toList();
  }

  private static Set<String> common(Collection<Labels> series) {
    Set<String> names = new TreeSet<>(series.iterator().next().asMap().keySet());
    series.forEach(labels -> names.retainAll(labels.asMap().keySet()));
    return names;
  }

  private static Set<String> values(String label, Collection<Labels> series) {
    Set<String> values = new TreeSet<>();
    series.forEach(labels -> values.add(labels.value(label).orElse("")));
    return values;
  }
}
