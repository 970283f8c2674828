package dev.tocsin.pipeline.retrain;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Promotion;
import dev.tocsin.model.Promotion.Decision;
import dev.tocsin.series.SeriesRead;
import java.util.List;

/**
 * What a retraining made.
 *
 * @param detector the challenger; it serves and is stored only if it was promoted
 * @param leftOut the series that are not in it
 * @param how the way the history was read
 */
public record RetrainResult(Detector detector, List<Fitted.LeftOut> leftOut, SeriesRead.How how) {
  /** Copies the list. */
  public RetrainResult {
    leftOut = List.copyOf(leftOut);
  }

  static RetrainResult of(Fitting.Trained trained, Promotion promotion, SeriesRead.How how) {
    return new RetrainResult(
        trained.detector().with(promotion), trained.fitted().report().leftOut(), how);
  }

  /** Why the detector serves now, or why it does not. */
  public Promotion promotion() {
    return detector.manifest().promotion();
  }

  RetrainResult decided(Decision decision, String reason) {
    return new RetrainResult(detector.with(promotion().decided(decision, reason)), leftOut, how);
  }

  /** The same, promoted whatever it did. */
  RetrainResult forced() {
    return promotion().isPromoted()
        ? this
        : decided(Decision.FORCED, "forced, though: " + promotion().reason());
  }
}
