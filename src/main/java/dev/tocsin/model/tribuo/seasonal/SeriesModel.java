package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.Season;
import dev.tocsin.model.calibration.Constancy;
import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.tribuo.ridge.Autoregression;
import java.util.List;

/**
 * What is known of one series after its fit.
 *
 * @param season the series' own season
 * @param profile the level of each of its slots
 * @param normal its residuals' median and robust spread
 * @param autoregression of the normalised residuals
 * @param tails of {@link Stream#ALL}
 * @param halfWidth of the band, in the series' unit, above 0
 * @param gaps where the past has no values
 * @param residualGaps the same of the values less their season; empty without one
 * @param constancy whether it ever moved
 */
record SeriesModel(
    Season season,
    Row profile,
    Normal normal,
    Autoregression autoregression,
    List<Tail> tails,
    double halfWidth,
    Row gaps,
    Row residualGaps,
    Constancy constancy) {
  /**
   * Median and robust spread of residuals.
   *
   * @param center the median
   * @param scale the spread, above 0
   */
  record Normal(double center, double scale) {}
}
