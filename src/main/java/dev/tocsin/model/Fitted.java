package dev.tocsin.model;

import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * A detector fresh from its trainer.
 *
 * @param kind the trainer's kind
 * @param shape the time base
 * @param graph the graph, which keeps {@link DetectorContract}
 * @param parameters the series it was fitted on
 * @param report how the fit went
 */
public record Fitted(
    String kind, Shape shape, OnnxGraph graph, SeriesParameters parameters, Report report) {

  /** The same with these series left out besides. */
  public Fitted leavingOut(List<LeftOut> more) {
    List<LeftOut> all = new ArrayList<>(report.leftOut());
    all.addAll(more);
    Report told =
        new Report(
            report.usableWindows(),
            report.fittedWindows(),
            report.seed(),
            report.accuracy(),
            report.provenance(),
            all);
    return new Fitted(kind, shape, graph, parameters, told);
  }

  /**
   * How a fit went.
   *
   * @param usableWindows windows without a gap, over all series, held-back ones included
   * @param fittedWindows windows the weights were fitted on
   * @param seed of every random choice
   * @param accuracy how well it forecasts what was held back
   * @param provenance how the weights came to be, as Tribuo tells it
   * @param leftOut series that are not in the detector
   */
  public record Report(
      long usableWindows,
      long fittedWindows,
      long seed,
      Accuracy accuracy,
      String provenance,
      List<LeftOut> leftOut) {
    /** Copies the list. */
    public Report {
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * Mean absolute errors on windows the weights never saw, in scales of each series, so that series
   * of different size count alike.
   *
   * @param windows how many windows there were
   * @param maeModel of the detector's yhat
   * @param maeNaive of the forecast that the last value stays
   */
  public record Accuracy(long windows, double maeModel, double maeNaive) {
    /** Of what makes no forecast, or nothing is known of: no window was tried. */
    public static Accuracy none() {
      return new Accuracy(0, 0, 0);
    }
  }

  /**
   * A series that is not in the detector.
   *
   * @param labels which series
   * @param usableWindows how many windows it has
   * @param reason why, for people
   */
  public record LeftOut(Labels labels, long usableWindows, String reason) {
    /**
     * A series with too few windows.
     *
     * @param samples how many in a row make a window with its target
     */
    public static LeftOut tooShort(Labels labels, long usableWindows, int expected, int samples) {
      return new LeftOut(
          labels,
          usableWindows,
          "%d usable windows, expected at least %d (each %d samples in a row)"
              .formatted(usableWindows, expected, samples));
    }
  }
}
