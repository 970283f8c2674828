package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.Fitted;
import dev.tocsin.model.SeriesParameters;

/**
 * Learns what differs by series: runs the graph on the part of each that was held back. Confined to
 * one thread.
 */
public interface Calibration {
  /** Looks at a series; at one after the other, each once. */
  void look(int index);

  /** The series with all their tensors, once all were looked at. */
  SeriesParameters series();

  /** How accurate the forecasts are over all series. */
  Fitted.Accuracy accuracy();
}
