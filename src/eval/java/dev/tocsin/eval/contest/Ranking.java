package dev.tocsin.eval.contest;

import dev.tocsin.detect.measure.AveragePrecision;
import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.detect.measure.VusPr;
import dev.tocsin.eval.measure.Smoothing;
import java.util.List;

/**
 * How well scores rank anomalous steps, without any threshold.
 *
 * @param aucPr area under the precision-recall curve
 * @param vusPr volume under the precision-recall surface
 * @param smoothAucPr the area of the smoothed scores
 * @param smoothVusPr the volume of the smoothed scores
 */
public record Ranking(double aucPr, double vusPr, double smoothAucPr, double smoothVusPr) {
  /** The ranking of one series that has at least one anomalous stretch. */
  static Ranking of(Scores scores, List<StepRange> truth, int buffer) {
    Scores smooth = Smoothing.of(scores);
    return new Ranking(
        AveragePrecision.of(scores, truth).orElseThrow(),
        VusPr.of(scores, truth, buffer).orElseThrow(),
        AveragePrecision.of(smooth, truth).orElseThrow(),
        VusPr.of(smooth, truth, buffer).orElseThrow());
  }

  /** The means over series, each counted once; NaN where there are none. */
  static Ranking mean(List<Ranking> rankings) {
    return new Ranking(
        rankings.stream().mapToDouble(Ranking::aucPr).average().orElse(Double.NaN),
        rankings.stream().mapToDouble(Ranking::vusPr).average().orElse(Double.NaN),
        rankings.stream().mapToDouble(Ranking::smoothAucPr).average().orElse(Double.NaN),
        rankings.stream().mapToDouble(Ranking::smoothVusPr).average().orElse(Double.NaN));
  }
}
