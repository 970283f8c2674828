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
  private final GraphSignature signature;
  private final SeasonLevels levels;
  private final @Nullable SeriesTensor constant;
  private final @Nullable SeriesTensor gaps;
  private final @Nullable SeriesTensor residualGaps;
  private final StepRow row;
  private final double[] window;
  private final PartialWindow partial;

  /** Where the window read last and its target were all there; null where they were not. */
  private @Nullable SlidingWindows wholeOf;

  private int wholeRow;
  private int wholeColumn;

  RowReader(GraphSignature signature, SeriesParameters series, Shape shape) {
    this.series = series;
    this.signature = signature;
    this.levels = new SeasonLevels(series, shape);
    this.constant = optional(DetectorContract.CONSTANT);
    this.gaps = signature.asks(DetectorContract.NOVELTY) ? required(DetectorContract.GAPS) : null;
    this.residualGaps =
        signature.asks(DetectorContract.RESIDUAL_NOVELTY)
            ? required(DetectorContract.RESIDUAL_GAPS)
            : null;
    this.row = new StepRow(shape.window());
    this.window = new double[shape.window()];
    this.partial = new PartialWindow(shape.window(), signature.metadata().lags());
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
  StepRow row() {
    return row;
  }

  /** Reads the row of a step. */
  Admission read(SlidingWindows windows, int matrixRow, int column, int index) {
    if (!series.knows(index)) {
      return Admission.UNKNOWN_SERIES;
    }
    double y = windows.aligned().value(matrixRow, column);
    if (Double.isNaN(y)) {
      return Admission.NO_SAMPLE;
    }
    if (Math.abs(y) > SlidingWindows.MAX_MAGNITUDE) {
      return Admission.NOT_FINITE;
    }
    if (constant != null && Math.abs(y - constant.value(index, 0)) <= constant.value(index, 1)) {
      return Admission.CONSTANT;
    }
    Admission admission = readWindow(windows, matrixRow, column, index);
    if (admission == Admission.ACCEPTED) {
      readNovelties(index);
    }
    return admission;
  }

  private Admission readWindow(SlidingWindows windows, int matrixRow, int column, int index) {
    long millis = windows.aligned().grid().timeMillis(column);
    if (signature.asks(DetectorContract.PRESENT)) {
      return readPartly(windows, matrixRow, column, index, millis);
    }
    SlidingWindows.State state = windows.copy(matrixRow, column, window);
    if (state == SlidingWindows.State.USABLE) {
      System.arraycopy(window, 0, row.values, 0, window.length);
      row.values[window.length] = windows.aligned().value(matrixRow, column);
      row.isWhole = true;
      row.hasLevels = levels.fill(index, millis, row.seasonal);
    }
    return switch (state) {
      case USABLE -> Admission.ACCEPTED;
      case WARMING_UP -> Admission.WARMING_UP;
      case GAP -> Admission.GAP;
      case NOT_FINITE -> Admission.NOT_FINITE;
    };
  }

  private Admission readPartly(
      SlidingWindows windows, int matrixRow, int column, int index, long millis) {
    if (copiesWhole(windows, matrixRow, column)) {
      row.isWhole = true;
      row.hasLevels = levels.fill(index, millis, row.seasonal);
      return Admission.ACCEPTED;
    }
    row.isWhole = false;
    double[] around = partial.levels(windows);
    row.hasLevels = levels.fill(index, millis, around);
    if (!row.hasLevels) {
      Arrays.fill(around, 0);
    }
    return partial.read(windows, matrixRow, column, row);
  }

  /** A run goes step by step: most of a window was looked through with the one before. */
  private boolean copiesWhole(SlidingWindows windows, int matrixRow, int column) {
    boolean isNext = windows == wholeOf && matrixRow == wholeRow && column == wholeColumn + 1;
    boolean isWhole =
        isNext
            ? windows.copyNextWhole(matrixRow, column, row.values)
            : windows.copyWhole(matrixRow, column, row.values);
    wholeOf = isWhole ? windows : null;
    wholeRow = matrixRow;
    wholeColumn = column;
    return isWhole;
  }

  private void readNovelties(int index) {
    if (gaps != null) {
      row.novelty = GapTable.novelty(gaps, index, row.y());
    }
    if (residualGaps != null) {
      row.residualNovelty =
          residualGaps.width(index) == 0
              ? row.novelty
              : GapTable.novelty(residualGaps, index, row.y() - row.level());
    }
  }
}
