package dev.tocsin.pipeline;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Fitted;
import dev.tocsin.series.SeriesRead;
import java.util.List;

/**
 * What a retraining made.
 *
 * @param detector the new model
 * @param leftOut the series that are not in it
 * @param how the way the history was read
 */
public record RetrainResult(Detector detector, List<Fitted.LeftOut> leftOut, SeriesRead.How how) {
  /** Copies the list. */
  public RetrainResult {
    leftOut = List.copyOf(leftOut);
  }
}
