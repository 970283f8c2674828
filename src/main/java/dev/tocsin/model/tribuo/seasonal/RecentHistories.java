package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.Fitted;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.util.List;

/** The newest part of all series' past, and the seasons they may have. Thread-safe. */
final class RecentHistories {
  /** What is older tells little of today, and costs time and memory. */
  private static final int MAX_STEPS = 5_000;

  private final SeriesMatrix aligned;
  private final TrainingSettings settings;
  private final double expectedSamples;
  private final int first;
  private final List<SeasonSlots> candidates;

  private RecentHistories(SeriesMatrix aligned, TrainingSettings settings, double expectedSamples) {
    this.aligned = aligned;
    this.settings = settings;
    this.expectedSamples = expectedSamples;
    this.first = Math.max(0, aligned.columns() - MAX_STEPS);
    TimeGrid grid = aligned.grid().slice(first, aligned.columns());
    this.candidates = SeasonSlots.candidates(grid, settings.calendar());
  }

  /**
   * The series of a job, of which each is expected to have a sample at each step since its first.
   */
  static RecentHistories of(SeriesMatrix aligned, TrainingSettings settings) {
    return new RecentHistories(aligned, settings, 0);
  }

  /** Series that have just come, and so have fewer samples than would be wished for. */
  static RecentHistories ofNewcomers(SeriesMatrix aligned, TrainingSettings settings) {
    return new RecentHistories(aligned, settings, Double.POSITIVE_INFINITY);
  }

  /** How many series there are. */
  int size() {
    return aligned.rows();
  }

  /** The values of a series. */
  double[] values(int row) {
    double[] values = new double[aligned.columns() - first];
    aligned.copyRow(row, first, aligned.columns(), values, 0);
    return values;
  }

  /** The seasons the series may have. */
  List<SeasonSlots> candidates() {
    return candidates;
  }

  /** A fit for one thread. */
  SeriesFit fit() {
    return new SeriesFit(
        candidates,
        EnsembleThresholds.of(settings.falseAlertRate()).nats(),
        settings.limits().maxGapSteps(),
        expectedSamples);
  }

  /** How many missing steps in a row the sample before may stand in for. */
  int maxGapSteps() {
    return settings.limits().maxGapSteps();
  }

  /** Which share of a history a check of the forecasts is not fitted on. */
  double heldBackShare() {
    return settings.limits().heldBackShare();
  }

  /** Whether enough steps of a series count. */
  boolean suffices(SeriesFit.Past past) {
    return past.usable() >= fewestWindows();
  }

  /** How many steps of a series must count. */
  int fewestWindows() {
    return settings.limits().minimumWindows();
  }

  /** Why a series is not in the detector. */
  Fitted.LeftOut leftOut(int row, int usable) {
    return Fitted.LeftOut.tooShort(aligned.labels(row), usable, fewestWindows(), Ensemble.LAGS + 1);
  }
}
