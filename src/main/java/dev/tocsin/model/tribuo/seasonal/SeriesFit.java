package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.calibration.Constancy;
import dev.tocsin.model.calibration.Outages;
import dev.tocsin.model.calibration.SpreadFloor;
import dev.tocsin.model.tribuo.ridge.Autoregression;
import dev.tocsin.model.tribuo.ridge.RobustRidge;
import dev.tocsin.window.Presence;
import dev.tocsin.window.SlidingWindows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Fits one series after the other, in closed form. Confined to one thread. */
final class SeriesFit {
  private final List<SeasonSlots> candidates;
  private final double threshold;
  private final int maxGapSteps;
  private final double expectedSamples;
  private final RobustRidge ridge = new RobustRidge(Ensemble.LAGS);

  /**
   * A fit.
   *
   * @param candidates seasons of the history that the values end with
   * @param threshold nats from which a step is anomalous
   * @param maxGapSteps how many missing steps in a row the sample before may stand in for
   * @param expectedSamples how many a series should have; one that has fewer is judged with caution
   */
  SeriesFit(
      List<SeasonSlots> candidates, double threshold, int maxGapSteps, double expectedSamples) {
    this.candidates = candidates;
    this.threshold = threshold;
    this.maxGapSteps = maxGapSteps;
    this.expectedSamples = expectedSamples;
  }

  /**
   * A series as it can be fitted: without what comes before its first sample, and without values
   * that are no measurements, and without outages.
   */
  static final class Past {
    private final int first;
    private final double[] values;
    private final int usable;

    private Past(int first, double[] values, int usable) {
      this.first = first;
      this.values = values;
      this.usable = usable;
    }

    /** The step of the first sample. */
    int first() {
      return first;
    }

    /** The values from there on, NaN where there is no sample; not to be changed. */
    double[] values() {
      return values;
    }

    /** How many steps count. */
    int usable() {
      return usable;
    }
  }

  /** The past of a series, without its outages; nothing if no sample is there. */
  Optional<Past> past(double[] row) {
    double[] values = Outages.without(measurements(row));
    int first = 0;
    while (first < values.length && Double.isNaN(values[first])) {
      first++;
    }
    return first == values.length
        ? Optional.empty()
        : Optional.of(past(first, Arrays.copyOfRange(values, first, values.length)));
  }

  /** What a past was before a step of the history; nothing if it began later. */
  Optional<Past> before(int step, Past past) {
    int length = step - past.first();
    return length <= 0
        ? Optional.empty()
        : Optional.of(past(past.first(), Arrays.copyOf(past.values(), length)));
  }

  private Past past(int first, double[] values) {
    return new Past(first, values, usable(values));
  }

  private static double[] measurements(double[] row) {
    return Arrays.stream(row)
        .map(value -> Math.abs(value) <= SlidingWindows.MAX_MAGNITUDE ? value : Double.NaN)
        .toArray();
  }

  private int usable(double[] values) {
    double[] present = new double[values.length];
    Presence.mark(values, Ensemble.LAGS, maxGapSteps, present);
    return (int) Arrays.stream(present).sum();
  }

  /** The model of a series. */
  SeriesModel fit(Past past) {
    double[] values = past.values();
    GapFit gaps = new GapFit(values);
    double floor = floor(gaps);
    Constancy constancy = Constancy.of(gaps.least(), gaps.greatest());
    SeasonalLevel level = SeasonalLevel.choose(values, past.first(), candidates);
    NormalSeries normal = NormalSeries.of(level.residuals(), floor, maxGapSteps);
    Autoregression autoregression =
        constancy.isConstant()
            ? Autoregression.none(Ensemble.LAGS)
            : ridge.fit(normal.clipped(), normal.present());
    boolean hasSeason = level.season().repeats();
    GapFit residualGaps = hasSeason ? new GapFit(level.residuals()) : gaps;
    double[] novelty = gaps.whenTheyCame(floor);
    double[] residualNovelty = hasSeason ? residualGaps.whenTheyCame(floor) : novelty;
    Calibration calibration =
        new Calibration(
            PastStreams.of(normal, autoregression, novelty, residualNovelty),
            threshold,
            Math.max(values.length, expectedSamples));
    double spread = autoregression.spread();
    double halfWidth = calibration.point().at(Ensemble.BAND_SHARE * threshold);
    return new SeriesModel(
        level.season(),
        new Row(level.profile()),
        normal.normal(),
        autoregression,
        List.of(calibration.tails()),
        halfWidth * spread * normal.normal().scale(),
        new Row(gaps.table(floor, calibration.start(Stream.NOVELTY))),
        hasSeason
            ? new Row(residualGaps.table(floor, calibration.start(Stream.RESIDUAL_NOVELTY)))
            : new Row(),
        constancy);
  }

  private static double floor(GapFit gaps) {
    double magnitude = Math.max(Math.abs(gaps.least()), Math.abs(gaps.greatest()));
    return SpreadFloor.of(magnitude);
  }
}
