package dev.tocsin.eval.nab;

import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.LabelledMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** NAB's score of one detector over a corpus. Immutable. */
public final class NabScorer {
  private final List<RowWorth> files = new ArrayList<>();
  private final List<Integer> firstWindow = new ArrayList<>();
  private final int windows;

  /**
   * A score and the threshold that gave it.
   *
   * @param score 0 for no detections, 100 for perfect ones; below 0 is possible
   * @param threshold rows at or above it were detections; infinite where none is best
   */
  public record Optimum(double score, double threshold) {}

  private record Row(double score, RowWorth file, int row, int firstWindow) {
    void addTo(NabTally tally) {
      if (file.isInWindow(row)) {
        tally.addInside(firstWindow + file.window(row), file.worth(row));
      } else {
        tally.addOutside(file.worth(row));
      }
    }
  }

  /** A scorer of these files together. */
  public NabScorer(List<LabelledMatrix> corpus) {
    int before = 0;
    for (LabelledMatrix file : corpus) {
      files.add(RowWorth.of(file));
      firstWindow.add(before);
      before += file.truth().size();
    }
    this.windows = before;
  }

  /**
   * The score where rows of at least {@code threshold} are detections.
   *
   * @param scores of each file, a row a step
   */
  public double at(double threshold, List<Scores> scores, NabProfile profile) {
    NabTally tally = new NabTally(profile, windows);
    for (Row row : judged(scores)) {
      if (row.score() >= threshold) {
        row.addTo(tally);
      }
    }
    return tally.normalised();
  }

  /**
   * The score where the first step of each alert is a detection, and no other row.
   *
   * @param alerts of each file
   */
  public double atOnsets(List<List<StepRange>> alerts, NabProfile profile) {
    NabTally tally = new NabTally(profile, windows);
    for (int i = 0; i < files.size(); i++) {
      for (StepRange alert : alerts.get(i)) {
        if (alert.first() >= files.get(i).probation()) {
          new Row(1, files.get(i), alert.first(), firstWindow.get(i)).addTo(tally);
        }
      }
    }
    return tally.normalised();
  }

  /** The best score that one threshold for all files reaches, as NAB's optimiser finds it. */
  public Optimum optimum(List<Scores> scores, NabProfile profile) {
    List<Row> rows = judged(scores);
    rows.sort(Comparator.comparingDouble(Row::score).reversed());
    NabTally tally = new NabTally(profile, windows);
    Optimum best = new Optimum(tally.normalised(), Double.POSITIVE_INFINITY);
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).addTo(tally);
      double score = rows.get(i).score();
      boolean together = i + 1 < rows.size() && rows.get(i + 1).score() == score;
      if (!together && tally.normalised() > best.score()) {
        best = new Optimum(tally.normalised(), score);
      }
    }
    return best;
  }

  private List<Row> judged(List<Scores> scores) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      RowWorth file = files.get(i);
      for (int row = file.probation(); row < file.rows(); row++) {
        rows.add(new Row(scores.get(i).orZero(row), file, row, firstWindow.get(i)));
      }
    }
    return rows;
  }
}
