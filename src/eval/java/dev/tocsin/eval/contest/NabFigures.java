package dev.tocsin.eval.contest;

import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.Benchmark.Half;
import dev.tocsin.eval.nab.NabProfile;
import dev.tocsin.eval.nab.NabScorer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An entry's NAB scores under one profile.
 *
 * @param rows the optimum where every row at or above the threshold is a detection, as NAB scores
 * @param onsets the optimum where only the onsets of alerts are
 * @param own where only the onsets of the contender's own alerts are, at its shipped threshold
 * @param chosen the same at the threshold that is best on the half that is tuned on
 */
public record NabFigures(
    NabScorer.Optimum rows, NabScorer.Optimum onsets, Halves own, Halves chosen) {
  /**
   * A score by halves of the files.
   *
   * @param even of the half that is tuned on
   * @param odd of the other half
   * @param all of all files
   */
  public record Halves(double even, double odd, double all) {}

  /** The figures of an entry on NAB. */
  public static NabFigures of(Entry entry, NabProfile profile) {
    return new NabFigures(
        new NabScorer(entry.benchmark().cases())
            .optimum(
                entry.answers().stream().map(answer -> answer.scores().get(0)).toList(), profile),
        bestOnsets(entry, profile),
        new Halves(
            own(entry.half(Half.EVEN), profile),
            own(entry.half(Half.ODD), profile),
            own(entry, profile)),
        chosenOnEven(entry, profile));
  }

  /** The score of onsets of scores of at least {@code threshold}. */
  public static double onsets(Entry entry, NabProfile profile, double threshold) {
    List<List<StepRange>> alerts =
        IntStream.range(0, entry.answers().size())
            .mapToObj(index -> entry.alerts(index, threshold))
            .toList();
    return new NabScorer(entry.benchmark().cases()).atOnsets(alerts, profile);
  }

  private static double own(Entry entry, NabProfile profile) {
    List<List<StepRange>> alerts = entry.answers().stream().map(Answer::alerts).toList();
    return new NabScorer(entry.benchmark().cases()).atOnsets(alerts, profile);
  }

  private static NabScorer.Optimum bestOnsets(Entry entry, NabProfile profile) {
    NabScorer.Optimum best = new NabScorer.Optimum(0, Double.POSITIVE_INFINITY);
    for (double threshold : entry.thresholds()) {
      double score = onsets(entry, profile, threshold);
      best = score > best.score() ? new NabScorer.Optimum(score, threshold) : best;
    }
    return best;
  }

  private static Halves chosenOnEven(Entry entry, NabProfile profile) {
    NabScorer.Optimum chosen = bestOnsets(entry.half(Half.EVEN), profile);
    return new Halves(
        chosen.score(),
        onsets(entry.half(Half.ODD), profile, chosen.threshold()),
        onsets(entry, profile, chosen.threshold()));
  }
}
