package dev.tocsin.detect.incident;

import dev.tocsin.detect.incident.Incident.CommonLabels;
import dev.tocsin.detect.incident.Incident.Contribution;
import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the labels that the series of an incident have and the calm ones have not.
 *
 * <p>Each label value, and each pair of values that many of the contributing series have, is taken
 * as a guess who contributes. Its recall is the share of the incident's mass it covers, its
 * precision the share of its series that contribute; a good guess has a high harmonic mean of both.
 */
final class CommonLabelSearch {
  /** A label that misses more of the incident's mass does not explain it. */
  private static final double LEAST_RECALL = 0.7;

  /** A label that more calm series have than this does not tell them apart. */
  private static final double LEAST_PRECISION = 0.7;

  /** A label must be so much more frequent in the incident than in the whole job. */
  private static final double LEAST_LIFT = 1.1;

  /** What is this much worse than the best explanation is no explanation beside it. */
  private static final double TOLERANCE = 0.05;

  /** A series with a smaller part than this share of the greatest is in it by chance. */
  private static final double LEAST_PART = 0.05;

  /** Each is looked at in pairs, so many bound the work: 190 pairs for each series. */
  private static final int MOST_CANDIDATES = 20;

  private static final int MOST_TOLD = 5;

  private final List<Contribution> contributions;
  private final int contributing;
  private final int all;
  private final double mass;

  private CommonLabelSearch(List<Contribution> contributions, int all) {
    double least = LEAST_PART * contributions.get(0).share();
    this.contributions = contributions.stream().filter(c -> c.share() >= least).toList();
    this.contributing = this.contributions.size();
    this.mass = this.contributions.stream().mapToDouble(Contribution::share).sum();
    this.all = all;
  }

  /** Counts of the series that have certain labels. */
  private static final class Tally {
    private int contributing;
    private int all;
    private double mass;
  }

  /**
   * The most telling labels, best first; none if nothing tells the series apart.
   *
   * @param contributions descending by share, at least one
   * @param all every series of the job
   */
  static List<CommonLabels> in(List<Contribution> contributions, List<Labels> all) {
    CommonLabelSearch search = new CommonLabelSearch(contributions, all.size());
    if (search.contributing >= all.size()) {
      return List.of();
    }
    Map<Labels, Tally> singles = search.tally(all, CommonLabelSearch::singles);
    List<Labels> frequent = search.frequent(singles);
    Map<Labels, Tally> pairs = search.tally(all, labels -> pairs(labels, frequent));
    return search.best(singles, pairs);
  }

  private interface Parts {
    List<Labels> of(Labels series);
  }

  private static List<Labels> singles(Labels series) {
    List<Labels> singles = new ArrayList<>(series.size());
    series.forEach((name, value) -> singles.add(Labels.of(name, value)));
    return singles;
  }

  private static List<Labels> pairs(Labels series, List<Labels> frequent) {
    List<Labels> held = frequent.stream().filter(label -> isIn(label, series)).toList();
    List<Labels> pairs = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      for (int j = i + 1; j < held.size(); j++) {
        Map<String, String> both = new HashMap<>(held.get(i).asMap());
        both.putAll(held.get(j).asMap());
        pairs.add(Labels.of(both));
      }
    }
    return pairs;
  }

  private static boolean isIn(Labels labels, Labels series) {
    boolean[] all = {true};
    labels.forEach((name, value) -> all[0] &= series.value(name).filter(value::equals).isPresent());
    return all[0];
  }

  private Map<Labels, Tally> tally(List<Labels> series, Parts parts) {
    Map<Labels, Tally> tallies = new HashMap<>();
    for (Contribution contribution : contributions) {
      for (Labels part : parts.of(contribution.incident().labels())) {
        Tally tally = tallies.computeIfAbsent(part, key -> new Tally());
        tally.contributing++;
        tally.mass += contribution.share() / mass;
      }
    }
    for (Labels labels : series) {
      for (Labels part : parts.of(labels)) {
        Tally tally = tallies.get(part);
        if (tally != null) {
          tally.all++;
        }
      }
    }
    return tallies;
  }

  private List<Labels> frequent(Map<Labels, Tally> singles) {
    return singles.entrySet().stream()
        .filter(entry -> entry.getValue().mass >= LEAST_RECALL && entry.getValue().all < all)
        .sorted(
            Comparator.<Map.Entry<Labels, Tally>>comparingDouble(entry -> -entry.getValue().mass)
                .thenComparing(Map.Entry::getKey))
        .limit(MOST_CANDIDATES)
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<CommonLabels> best(Map<Labels, Tally> singles, Map<Labels, Tally> pairs) {
    List<CommonLabels> found = new ArrayList<>(telling(singles));
    double bestSingle = found.stream().mapToDouble(CommonLabelSearch::quality).max().orElse(0);
    // Two labels must tell more than one does, not the same again.
    telling(pairs).stream()
        .filter(pair -> quality(pair) > bestSingle + TOLERANCE)
        .forEach(found::add);
    double best = found.stream().mapToDouble(CommonLabelSearch::quality).max().orElse(0);
    return found.stream()
        .filter(common -> quality(common) >= best - TOLERANCE)
        .sorted(
            Comparator.comparingDouble((CommonLabels common) -> -quality(common))
                .thenComparing(CommonLabels::labels))
        .limit(MOST_TOLD)
        .toList();
  }

  private List<CommonLabels> telling(Map<Labels, Tally> tallies) {
    double usual = (double) contributing / all;
    List<CommonLabels> telling = new ArrayList<>();
    tallies.forEach(
        (labels, tally) -> {
          double precision = (double) tally.contributing / Math.max(tally.all, tally.contributing);
          if (tally.mass >= LEAST_RECALL
              && precision >= LEAST_PRECISION
              && precision >= LEAST_LIFT * usual) {
            telling.add(new CommonLabels(labels, precision, Math.min(1, tally.mass)));
          }
        });
    return telling;
  }

  private static double quality(CommonLabels common) {
    return 2 * common.precision() * common.recall() / (common.precision() + common.recall());
  }
}
