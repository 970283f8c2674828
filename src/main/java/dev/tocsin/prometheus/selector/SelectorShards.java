package dev.tocsin.prometheus.selector;

import dev.tocsin.prometheus.wire.LabelMatcher;
import dev.tocsin.series.Labels;
import dev.tocsin.series.Shard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Splits a plain selector into several that each select a share of its series.
 *
 * <p>Prometheus cannot select by a hash. So the values of one label are named: put in the order of
 * their hashes and cut into runs of about as many series each. Every run is a selector of its own,
 * but for the last, which takes whatever has none of the values before: series without the label,
 * and values that show up after they were listed. So each series is selected exactly once, always;
 * and a value that comes or goes moves few others.
 *
 * <p>The label is one whose runs are even, and of those the one with the fewest values: a server
 * compares each value it has with each that is named, beyond a few hundred by a slow automaton.
 */
public final class SelectorShards {
  /** The heaviest run of even ones, as a multiple of a fair share. */
  private static final double EVEN = 1.25;

  private SelectorShards() {}

  /**
   * The runs of one label's values.
   *
   * @param values how many it has
   * @param runs at least one
   * @param heaviest the most series that a run has
   */
  private record Division(String label, int values, List<List<String>> runs, long heaviest) {}

  /**
   * Splits a selector.
   *
   * @param counts the series it selects now
   * @return at most {@code count} selectors; the selector alone if no label tells its series apart
   */
  public static List<List<LabelMatcher>> of(
      List<LabelMatcher> selector, LabelCounts counts, int count) {
    List<Division> divisions =
        counts.names().stream()
            .map(label -> division(label, counts, count))
            .filter(division -> division.runs.size() > 1)
            .toList();
    double even = EVEN * counts.series() / count;
    return divisions.stream()
        .filter(division -> division.heaviest <= even)
        .min(Comparator.comparingInt(Division::values))
        .or(() -> divisions.stream().min(Comparator.comparingLong(Division::heaviest)))
        .map(division -> selectors(selector, division))
        .orElse(List.of(selector));
  }

  /**
   * What tells the series of one of these selectors from those of the others: its last condition,
   * on labels as they are.
   */
  public static Predicate<Labels> addedTo(List<LabelMatcher> share) {
    LabelMatcher added = share.get(share.size() - 1);
    // Of literal texts, which RE2 and Java read alike.
    Pattern values = Pattern.compile(added.value(), Pattern.DOTALL);
    boolean isNamed = added.type() == LabelMatcher.Type.MATCHES;
    return series -> values.matcher(series.value(added.name()).orElse("")).matches() == isNamed;
  }

  private static Division division(String label, LabelCounts counts, int count) {
    Map<String, Integer> values = counts.of(label);
    List<List<String>> runs = new ArrayList<>();
    long[] weights = new long[count];
    long before = 0;
    for (String value : ordered(label, values.keySet())) {
      int weight = values.getOrDefault(value, 0);
      int run = run(before, weight, counts.series(), count);
      if (weights[run] == 0) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(value);
      weights[run] += weight;
      before += weight;
    }
    return new Division(label, values.size(), runs, LongStream.of(weights).max().orElse(0));
  }

  /** By hash; the empty text of series without the label last, because it cannot be named. */
  private static List<String> ordered(String label, Set<String> values) {
    return values.stream()
        .sorted(
            Comparator.comparing(String::isEmpty)
                .thenComparingLong(value -> Shard.hash(Labels.of(label, value)))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /**
   * The run of the series {@code before} to {@code before + weight}: that of the one in the middle.
   * Thus the first and the last value never are in the same.
   */
  private static int run(long before, long weight, long total, int count) {
    return (int) Math.min(count - 1, (2 * before + weight) * count / (2 * total));
  }

  private static List<List<LabelMatcher>> selectors(
      List<LabelMatcher> selector, Division division) {
    List<List<LabelMatcher>> selectors = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (List<String> run : division.runs.subList(0, division.runs.size() - 1)) {
      selectors.add(and(selector, LabelMatcher.oneOf(division.label, run)));
      named.addAll(run);
    }
    selectors.add(and(selector, LabelMatcher.noneOf(division.label, named)));
    return selectors;
  }

  private static List<LabelMatcher> and(List<LabelMatcher> selector, LabelMatcher matcher) {
    List<LabelMatcher> all = new ArrayList<>(selector);
    all.add(matcher);
    return List.copyOf(all);
  }
}
