package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.calibration.Constancy;
import dev.tocsin.model.calibration.Outages;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The past of all series of a job. What a pass over the samples costs is bounded: only a few
 * numbers per series are kept, and the samples of one series at a time are looked at.
 */
public final class PooledHistories {
  /** Steps tried over all series: some ten seconds for a window of 60. */
  private static final long MAX_TRIED = 10_000_000;

  /** More steps of a series tell little more about its band. */
  private static final int MAX_TRIED_OF_SERIES = 5_000;

  private final SeriesMatrix aligned;
  private final Shape shape;
  private final double heldBackShare;
  private final SeasonSteps steps;
  private final SlidingWindows sliding;
  private final List<Kept> kept = new ArrayList<>();
  private final List<Fitted.LeftOut> leftOut = new ArrayList<>();
  private double[] profiles = new double[0];
  private long usable;
  private long instructive;
  private long fittable;
  private long mostUsable;

  /** A series that is in the detector: its row, what it is measured in, and its fitting part. */
  public record Kept(int row, double scale, double floor, int fitEnd, Constancy constancy) {}

  private PooledHistories(SeriesMatrix aligned, Shape shape, double heldBackShare) {
    this.aligned = aligned;
    this.shape = shape;
    this.heldBackShare = heldBackShare;
    this.steps = new SeasonSteps(aligned.grid(), shape);
    this.sliding = new SlidingWindows(aligned, shape.window(), 0);
  }

  /** The histories of at least one series; a series that has too few windows is left out. */
  static PooledHistories of(
      SeriesMatrix aligned, Shape shape, TrainingSettings settings, Progress progress) {
    PooledHistories histories =
        new PooledHistories(aligned, shape, settings.limits().heldBackShare());
    for (int row = 0; row < aligned.rows(); row++) {
      histories.look(row, settings.limits().minimumWindows());
      progress.report(Progress.Step.of("look", row + 1L, aligned.rows()));
    }
    if (histories.size() == 0) {
      throw TrainingException.notEnoughHistory(
          histories.mostUsable, settings.limits().minimumWindows(), shape.window());
    }
    return histories;
  }

  private void look(int row, int minimumWindows) {
    SeriesHistory history = history(row);
    mostUsable = Math.max(mostUsable, history.usable());
    if (history.usable() < minimumWindows) {
      leftOut.add(
          Fitted.LeftOut.tooShort(
              aligned.labels(row), history.usable(), minimumWindows, shape.window() + 1));
      return;
    }
    keepProfile(history.profile());
    kept.add(
        new Kept(row, history.scale(), history.floor(), history.fitEnd(), history.constancy()));
    usable += history.usable();
    for (int t = shape.window(); t < history.fitEnd(); t++) {
      instructive += history.isInstructive(t) ? 1 : 0;
      fittable += history.isUsable(t) ? 1 : 0;
    }
  }

  private void keepProfile(double[] profile) {
    int at = kept.size() * profile.length;
    if (profiles.length < at + profile.length) {
      int rows = Math.min(aligned.rows(), Math.max(16, 2 * kept.size()));
      profiles = Arrays.copyOf(profiles, Math.multiplyExact(rows, profile.length));
    }
    System.arraycopy(profile, 0, profiles, at, profile.length);
  }

  private SeriesHistory history(int row) {
    return new SeriesHistory(aligned.row(row), shape.window(), steps, heldBackShare);
  }

  /** How many series are kept. */
  public int size() {
    return kept.size();
  }

  /** A series that is in the detector. */
  public Kept kept(int index) {
    return kept.get(index);
  }

  /** The samples. */
  public SeriesMatrix aligned() {
    return aligned;
  }

  /** Usable windows over all kept series. */
  long usable() {
    return usable;
  }

  /** The series that are not in the detector. */
  List<Fitted.LeftOut> leftOut() {
    return leftOut;
  }

  /** Labels, profile and scale of the kept series; no band yet. */
  public SeriesParameters parameters() {
    List<Labels> labels = kept.stream().map(series -> aligned.labels(series.row())).toList();
    double[] scales = kept.stream().mapToDouble(Kept::scale).toArray();
    int slots = shape.season().slots();
    SeriesTensor profile = SeriesTensor.copyOf(slots, Arrays.copyOf(profiles, size() * slots));
    return new SeriesParameters(
        labels,
        Map.of(
            DetectorContract.PROFILE,
            profile,
            DetectorContract.SCALE,
            SeriesTensor.copyOf(1, scales)));
  }

  /** Which of the kept series never moved, as {@link DetectorContract#CONSTANT} tells it. */
  public SeriesTensor constancy() {
    return Constancy.tensor(kept.stream().map(Kept::constancy).toList());
  }

  /** How many held-back steps of each series are tried, at most. */
  public int triedSteps() {
    return (int) Math.min(MAX_TRIED_OF_SERIES, Math.max(100, MAX_TRIED / size()));
  }

  /**
   * Scores the last held-back steps of a series that may be learnt from, newest first, the batch
   * cleared before.
   *
   * @param index of the series, the same in the batch
   * @return the columns of the results
   */
  public int[] tryHeldBack(int index, ScoreBatch batch) {
    Kept series = kept.get(index);
    int[] learnt = SeriesHistory.finiteRuns(Outages.without(aligned.row(series.row())));
    int[] columns = new int[triedSteps()];
    int count = 0;
    batch.clear();
    for (int t = aligned.columns() - 1; t >= series.fitEnd() && count < columns.length; t--) {
      if (learnt[t] > shape.window()
          && batch.add(sliding, series.row(), t, index) == Admission.ACCEPTED) {
        columns[count++] = t;
      }
    }
    batch.finish();
    return Arrays.copyOf(columns, count);
  }

  /**
   * Windows to fit on, drawn evenly over all series and times: selection sampling (Knuth, The Art
   * of Computer Programming 2, 3.4.2, algorithm S), which needs one pass and gives the exact
   * number.
   */
  public TrainingWindows draw(Normalisation normalisation, TrainingSettings settings) {
    // Where no series ever moves there is nothing to learn, and any windows serve.
    boolean allFlat = instructive == 0;
    long left = allFlat ? fittable : instructive;
    int wanted = (int) Math.min(left, settings.limits().maximumWindows());
    TrainingWindows windows = new TrainingWindows(wanted, normalisation.features(shape.window()));
    double[] features = new double[windows.features()];
    SplittableRandom random = new SplittableRandom(settings.seed());
    int drawn = 0;
    for (Kept series : kept) {
      SeriesHistory history = history(series.row());
      for (int t = shape.window(); t < history.fitEnd() && drawn < wanted; t++) {
        if (allFlat ? history.isUsable(t) : history.isInstructive(t)) {
          if (random.nextDouble() * left < wanted - drawn) {
            double target = history.normalise(t, normalisation, features);
            windows.set(drawn++, features, target);
          }
          left--;
        }
      }
    }
    return windows;
  }
}
