package dev.tocsin.model.onnx;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.GapTable;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.window.SlidingWindows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the rows that a graph asks for, or says why a step has none. Confined to one thread. */
final class RowReader {
  private final SeriesParameters series;
  private final SeasonLevels levels;

  /** Whether the graph is told which steps count, and so may be told of gaps. */
  private final boolean tellsPresence;

  private final @Nullable SeriesTensor constant;
  private final @Nullable SeriesTensor gaps;
  private final @Nullable SeriesTensor residualGaps;
  private final Stretch stretch;
  private final double[] window;
  private final PartialWindow partial;

  /**
   * A reader.
   *
   * @param steps t, how many steps of a series a row has
   */
  RowReader(GraphSignature signature, SeriesParameters series, Shape shape, int steps) {
    this.series = series;
    this.tellsPresence = signature.asks(DetectorContract.PRESENT);
    this.levels = new SeasonLevels(series, shape);
    this.constant = optional(DetectorContract.CONSTANT);
    this.gaps = signature.asks(DetectorContract.NOVELTY) ? required(DetectorContract.GAPS) : null;
    this.residualGaps =
        signature.asks(DetectorContract.RESIDUAL_NOVELTY)
            ? required(DetectorContract.RESIDUAL_GAPS)
            : null;
    this.stretch = new Stretch(shape.window(), steps);
    this.window = new double[shape.window()];
    this.partial = new PartialWindow(shape.window(), steps, signature.metadata().lags());
  }

  private @Nullable SeriesTensor optional(String name) {
    return series.has(name) ? series.tensor(name) : null;
  }

  private SeriesTensor required(String name) {
    if (!series.has(name)) {
      throw new DetectorException(
          DetectorException.Kind.CONTRACT,
          "the series have no tensor "
              + name
              + " among "
              + series.names()
              + ", expected one for the novelty the graph asks for");
    }
    return series.tensor(name);
  }

  /** The row read last. */
  Stretch stretch() {
    return stretch;
  }

  /**
   * Reads the row of the steps from {@code from} on.
   *
   * @param admissions gets, from {@code at} on, what becomes of each step
   * @return whether any is accepted; if not, there is no row
   */
  boolean read(
      SlidingWindows windows, int matrixRow, int from, int index, Admission[] admissions, int at) {
    boolean isAnyAccepted = false;
    for (int step = 0; step < stretch.steps(); step++) {
      double y = windows.aligned().value(matrixRow, from + step);
      admissions[at + step] = admission(y, index);
      isAnyAccepted |= admissions[at + step] == Admission.ACCEPTED;
    }
    if (!isAnyAccepted || !readValues(windows, matrixRow, from, index, admissions, at)) {
      return false;
    }
    readNovelties(index, admissions, at);
    return true;
  }

  private Admission admission(double y, int index) {
    if (!series.knows(index)) {
      return Admission.UNKNOWN_SERIES;
    }
    if (Double.isNaN(y)) {
      return Admission.NO_SAMPLE;
    }
    if (Math.abs(y) > SlidingWindows.MAX_MAGNITUDE) {
      return Admission.NOT_FINITE;
    }
    boolean isConstant =
        constant != null && Math.abs(y - constant.value(index, 0)) <= constant.value(index, 1);
    return isConstant ? Admission.CONSTANT : Admission.ACCEPTED;
  }

  private boolean readValues(
      SlidingWindows windows, int matrixRow, int from, int index, Admission[] admissions, int at) {
    long lastMillis = windows.aligned().grid().timeMillis(from + stretch.steps() - 1);
    if (!tellsPresence) {
      admissions[at] = readFilled(windows, matrixRow, from, index, lastMillis);
      return admissions[at] == Admission.ACCEPTED;
    }
    stretch.isWhole = windows.copyWhole(matrixRow, from + stretch.steps() - 1, stretch.values);
    if (stretch.isWhole) {
      stretch.hasLevels = levels.fill(index, lastMillis, stretch.seasonal);
      return true;
    }
    double[] around = partial.levels(windows);
    stretch.hasLevels = levels.fill(index, lastMillis, around);
    if (!stretch.hasLevels) {
      Arrays.fill(around, 0);
    }
    return partial.read(windows, matrixRow, from, stretch, admissions, at);
  }

  /** One step, for a graph that must not be told of gaps. */
  private Admission readFilled(
      SlidingWindows windows, int matrixRow, int column, int index, long millis) {
    SlidingWindows.State state = windows.copy(matrixRow, column, window);
    if (state == SlidingWindows.State.USABLE) {
      System.arraycopy(window, 0, stretch.values, 0, window.length);
      stretch.values[window.length] = windows.aligned().value(matrixRow, column);
      stretch.isWhole = true;
      stretch.hasLevels = levels.fill(index, millis, stretch.seasonal);
    }
    return switch (state) {
      case USABLE -> Admission.ACCEPTED;
      case WARMING_UP -> Admission.WARMING_UP;
      case GAP -> Admission.GAP;
      case NOT_FINITE -> Admission.NOT_FINITE;
    };
  }

  /** Steps that are not scored have none: of a series that never moved it would be no number. */
  private void readNovelties(int index, Admission[] admissions, int at) {
    for (int step = 0; step < stretch.steps(); step++) {
      boolean isScored = admissions[at + step] == Admission.ACCEPTED;
      stretch.novelty[step] =
          gaps == null || !isScored ? 0 : GapTable.novelty(gaps, index, stretch.y(step));
      stretch.residualNovelty[step] =
          residualGaps == null || !isScored ? 0 : residualNovelty(residualGaps, index, step);
    }
  }

  private double residualNovelty(SeriesTensor tables, int index, int step) {
    return gaps != null && tables.width(index) == 0
        ? stretch.novelty[step]
        : GapTable.novelty(tables, index, stretch.y(step) - stretch.level(step));
  }
}
