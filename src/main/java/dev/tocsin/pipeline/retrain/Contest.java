package dev.tocsin.pipeline.retrain;

import dev.tocsin.model.Promotion;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.calibration.SpreadFloor;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;

/**
 * Champion and challenger on the same steps, scored as live steps are.
 *
 * <p>Points that both call anomalous are incidents: the wider band would win them, so they do not
 * count. Confined to one thread.
 */
final class Contest {
  /** Values looked at: more tell no more, and cost a second each time. */
  private static final long MAX_VALUES = 2_000_000;

  /** Steps that are scored together: they share most of their windows. */
  private static final int BLOCK = 32;

  /** Steps that are noted before they are counted: a graph is run on many at once. */
  private static final int NOTED = 20_000;

  private final SlidingWindows windows;
  private final SeriesMatrix aligned;
  private final int from;

  /** How many steps are scored together. */
  private final int block;

  /** From one block that is looked at to the next. */
  private final int stride;

  private final Contestant champion;
  private final Contestant challenger;

  /** Of the steps that are noted: of which series they are, and where. */
  private final int[] rows;

  private final int[] columns;
  private int noted;
  private long points;
  private long incidents;
  private long lost;
  private long gained;

  /** A contest on the steps from {@code from} to the end. */
  Contest(SlidingWindows windows, int from, ServingModel champion, ServingModel challenger) {
    this.windows = windows;
    this.aligned = windows.aligned();
    this.from = from;
    int steps = aligned.columns() - from;
    this.block = Math.max(1, Math.min(BLOCK, steps));
    this.stride = block * (int) Math.max(1, (long) steps * aligned.rows() / MAX_VALUES);
    this.rows = new int[Math.max(steps, NOTED)];
    this.columns = new int[rows.length];
    this.champion = new Contestant(champion, block, rows.length);
    this.challenger = new Contestant(challenger, block, rows.length);
  }

  /** Goes through all series. */
  Contest run() {
    for (int row = 0; row < aligned.rows(); row++) {
      int index = champion.index(aligned, row);
      int challengerIndex = challenger.index(aligned, row);
      if (index != SeriesParameters.UNKNOWN) {
        compare(row, index, challengerIndex);
      } else if (challengerIndex != SeriesParameters.UNKNOWN) {
        gained += values(row);
      }
    }
    count();
    return this;
  }

  private int values(int row) {
    int values = 0;
    for (int column = from; column < aligned.columns(); column += stride / block) {
      values += Double.isFinite(aligned.value(row, column)) ? 1 : 0;
    }
    return values;
  }

  private int firstUnseen(int championIndex) {
    long joined = champion.joinedMillis(championIndex);
    int column = from;
    while (column < aligned.columns() && aligned.grid().timeMillis(column) <= joined) {
      column++;
    }
    return column;
  }

  private void compare(int row, int championIndex, int challengerIndex) {
    if (noted + aligned.columns() - from > rows.length) {
      count();
    }
    int unseen = firstUnseen(championIndex);
    for (int first = from; first < aligned.columns(); first += stride) {
      int begin = Math.min(first, aligned.columns() - block);
      champion.add(windows, row, begin, championIndex);
      challenger.add(windows, row, begin, challengerIndex);
      note(row, begin, Math.max(first, unseen));
    }
  }

  /** Notes the steps of a block that both score, from {@code known} on. */
  private void note(int row, int begin, int known) {
    for (int step = 0; step < block; step++) {
      boolean first = champion.next();
      boolean second = challenger.next();
      boolean counts = begin + step >= known;
      if (counts && first && second) {
        champion.note(noted);
        challenger.note(noted);
        rows[noted] = row;
        columns[noted++] = begin + step;
      }
      lost += counts && first && !second ? 1 : 0;
    }
  }

  /** Counts the steps that are noted, series by series. */
  private void count() {
    champion.finish();
    challenger.finish();
    int end;
    for (int begin = 0; begin < noted; begin = end) {
      end = begin;
      while (end < noted && rows[end] == rows[begin]) {
        end++;
      }
      count(begin, end, scale(begin, end));
    }
    champion.clear();
    challenger.clear();
    noted = 0;
  }

  /** The mean absolute change to the steps noted of a series. */
  private double scale(int begin, int end) {
    double changes = 0;
    double level = 0;
    int known = 0;
    for (int i = begin; i < end; i++) {
      double y = aligned.value(rows[i], columns[i]);
      double change = Math.abs(y - aligned.value(rows[i], columns[i] - 1));
      level = Math.max(level, Math.abs(y));
      if (Double.isFinite(change)) {
        changes += change;
        known++;
      }
    }
    double floor = SpreadFloor.of(level);
    return known == 0 ? floor : Math.max(floor, changes / known);
  }

  private void count(int begin, int end, double scale) {
    for (int i = begin; i < end; i++) {
      if (champion.isAlert(i) && challenger.isAlert(i)) {
        incidents++;
        continue;
      }
      points++;
      double y = aligned.value(rows[i], columns[i]);
      champion.count(i, y, scale);
      challenger.count(i, y, scale);
    }
  }

  /** How many values were compared. */
  long points() {
    return points;
  }

  /** The share of the champion's values that the challenger no longer scores. */
  double lostShare() {
    return lost == 0 ? 0 : (double) lost / (lost + points + incidents);
  }

  /** The share of all values that only the challenger has series for. */
  double gainedShare() {
    return gained == 0 ? 0 : (double) gained / (gained + lost + points + incidents);
  }

  /** The figures; there must be points. */
  Promotion.Contest figures(double margin) {
    return new Promotion.Contest(
        aligned.grid().time(from),
        aligned.grid().time(aligned.columns() - 1),
        points,
        incidents,
        margin,
        champion.figures(points),
        challenger.figures(points));
  }
}
