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
 * <p>Each label value, and each pair of values that much of the incident has, is taken as a guess
 * who contributes. Its recall is the share of the incident's mass that its series have; its
 * precision the mean of how much they belong to the incident: fully from half the usual mass on,
 * less below, not at all if calm. A good guess has a high harmonic mean of both.
 */
final class CommonLabelSearch {
  /** A label that has less of the incident's mass does not explain it. */
  private static final double LEAST_RECALL = 0.6;

  /** A label whose series belong less to the incident than this is one of calm series too. */
  private static final double LEAST_PRECISION = 0.7;

  /** Its series must belong so much more to the incident than those of the whole job. */
  private static final double LEAST_LIFT = 1.2;

  /** A series belongs fully from this share of the usual mass on. */
  private static final double FULL_SHARE = 0.5;

  /** What is this much worse than the best explanation is no explanation beside it. */
  private static final double TOLERANCE = 0.05;

  /** Each is looked at in pairs, so many bound the work: 190 pairs for each series. */
  private static final int MOST_CANDIDATES = 20;

  private static final int MOST_TOLD = 5;

  private final List<Contribution> contributions;
  private final double usualShare;
  private final double usualBelonging;

  private CommonLabelSearch(List<Contribution> contributions, int all) {
    this.contributions = contributions;
    this.usualShare = usualShare(contributions);
    this.usualBelonging = contributions.stream().mapToDouble(this::belonging).sum() / all;
  }

  /** The share such that series with as much or more have half of the incident together. */
  private static double usualShare(List<Contribution> contributions) {
    double sum = 0;
    for (Contribution contribution : contributions) {
      sum += contribution.share();
      if (sum >= 0.5) {
        return contribution.share();
      }
    }
    return contributions.get(contributions.size() - 1).share();
  }

  private double belonging(Contribution contribution) {
    return Math.min(1, contribution.share() / (FULL_SHARE * usualShare));
  }

  /** Sums over the series that have certain labels. */
  private static final class Tally {
    private int series;
    private double share;
    private double belonging;
  }

  /**
   * The most telling labels, best first; none if nothing tells the series apart.
   *
   * @param contributions descending by share, at least one
   * @param all every series of the job
   */
  static List<CommonLabels> in(List<Contribution> contributions, List<Labels> all) {
    CommonLabelSearch search = new CommonLabelSearch(contributions, all.size());
    Map<Labels, Tally> singles = search.tally(all, CommonLabelSearch::singles);
    List<Labels> frequent = frequent(singles, all.size());
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
        tally.share += contribution.share();
        tally.belonging += belonging(contribution);
      }
    }
    for (Labels labels : series) {
      for (Labels part : parts.of(labels)) {
        Tally tally = tallies.get(part);
        if (tally != null) {
          tally.series++;
        }
      }
    }
    return tallies;
  }

  private static List<Labels> frequent(Map<Labels, Tally> singles, int all) {
    return singles.entrySet().stream()
        .filter(entry -> entry.getValue().share >= LEAST_RECALL && entry.getValue().series < all)
        .sorted(
            Comparator.<Map.Entry<Labels, Tally>>comparingDouble(entry -> -entry.getValue().share)
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
    List<CommonLabels> telling = new ArrayList<>();
    tallies.forEach(
        (labels, tally) -> {
          double precision = tally.belonging / tally.series;
          if (tally.share >= LEAST_RECALL
              && precision >= LEAST_PRECISION
              && precision >= LEAST_LIFT * usualBelonging) {
            telling.add(new CommonLabels(labels, precision, Math.min(1, tally.share)));
          }
        });
    return telling;
  }

  private static double quality(CommonLabels common) {
    return 2 * common.precision() * common.recall() / (common.precision() + common.recall());
  }
}
