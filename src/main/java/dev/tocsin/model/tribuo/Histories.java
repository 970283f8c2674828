package dev.tocsin.model.tribuo;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.calibration.Constancy;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The past of all series of a job. What a pass over the samples costs is bounded: only a few
 * numbers per series are kept, and the samples of one series at a time are looked at.
 */
final class Histories {
  private final SeriesMatrix aligned;
  private final Shape shape;
  private final double heldBackShare;
  private final List<Kept> kept = new ArrayList<>();
  private final List<Fitted.LeftOut> leftOut = new ArrayList<>();
  private double[] profiles = new double[0];
  private long usable;
  private long instructive;
  private long fittable;
  private long mostUsable;

  /** A series that is in the detector: its row, what it is measured in, and its fitting part. */
  record Kept(int row, double scale, double floor, int fitEnd, Constancy constancy) {}

  private Histories(SeriesMatrix aligned, Shape shape, double heldBackShare) {
    this.aligned = aligned;
    this.shape = shape;
    this.heldBackShare = heldBackShare;
  }

  static Histories of(
      SeriesMatrix aligned, Shape shape, TrainingSettings settings, Progress progress) {
    Histories histories = new Histories(aligned, shape, settings.limits().heldBackShare());
    for (int row = 0; row < aligned.rows(); row++) {
      histories.look(row, settings.limits().minimumWindows());
      progress.report(Progress.Step.of("look", row + 1L, aligned.rows()));
    }
    return histories;
  }

  private void look(int row, int minimumWindows) {
    SeriesHistory history = history(row);
    mostUsable = Math.max(mostUsable, history.usable());
    if (history.usable() < minimumWindows) {
      String reason =
          "%d usable windows, expected at least %d (each %d samples in a row)"
              .formatted(history.usable(), minimumWindows, shape.window() + 1);
      leftOut.add(new Fitted.LeftOut(aligned.labels(row), history.usable(), reason));
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
    return new SeriesHistory(
        aligned.row(row), shape.window(), new SeasonSteps(aligned.grid(), shape), heldBackShare);
  }

  /** How many series are kept. */
  int size() {
    return kept.size();
  }

  Kept kept(int index) {
    return kept.get(index);
  }

  SeriesMatrix aligned() {
    return aligned;
  }

  /** Usable windows over all kept series. */
  long usable() {
    return usable;
  }

  /** Usable windows of the series that has most, kept or not. */
  long mostUsable() {
    return mostUsable;
  }

  List<Fitted.LeftOut> leftOut() {
    return leftOut;
  }

  /** Labels, profile and scale of the kept series; no band yet. */
  SeriesParameters parameters() {
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
  SeriesTensor constancy() {
    return Constancy.tensor(kept.stream().map(Kept::constancy).toList());
  }

  /**
   * Windows to fit on, drawn evenly over all series and times: selection sampling (Knuth, The Art
   * of Computer Programming 2, 3.4.2, algorithm S), which needs one pass and gives the exact
   * number.
   */
  TrainingWindows draw(Normalisation normalisation, TrainingSettings settings) {
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
