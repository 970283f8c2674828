package dev.tocsin.eval.nab;

import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.LabelledMatrix;
import java.util.List;

/**
 * What a detection at each row of a file is worth before a profile weighs it.
 *
 * <p>Within a window 0 to 1, the more the earlier; outside -1 to 0, the less the later after a
 * window. Source: Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms: the Numenta
 * Anomaly Benchmark", ICMLA 2015, section II.B, and NAB's {@code sweeper.py}, which says what the
 * paper leaves open: the window's last row is at -1/width, and decay is measured from the window
 * before in units of its width less one row.
 */
final class RowWorth {
  private static final double STEEPNESS = 5;

  /** Past so many window widths a false detection costs all of its weight. */
  private static final double FAR = 3;

  /** The share of the rows at the start that is not judged, and of how many rows at most. */
  private static final double PROBATION_SHARE = 0.15;

  private static final int PROBATION_OF_ROWS = 5_000;

  private static final int NO_WINDOW = -1;

  private final double[] worth;
  private final int[] window;
  private final int probation;

  private RowWorth(int rows) {
    worth = new double[rows];
    window = new int[rows];
    probation = (int) Math.floor(PROBATION_SHARE * Math.min(rows, PROBATION_OF_ROWS));
  }

  static RowWorth of(LabelledMatrix file) {
    RowWorth rows = new RowWorth(file.columns());
    rows.fill(file.truth());
    return rows;
  }

  private void fill(List<StepRange> windows) {
    double first = sigmoid(-1);
    int next = 0;
    for (int row = 0; row < worth.length; row++) {
      if (next < windows.size() && row > windows.get(next).last()) {
        next++;
      }
      if (next < windows.size() && row >= windows.get(next).first()) {
        StepRange in = windows.get(next);
        worth[row] = sigmoid(-(in.last() - row + 1) / (double) in.length()) / first;
        window[row] = next;
      } else {
        worth[row] = next == 0 ? -1 : after(windows.get(next - 1), row);
        window[row] = NO_WINDOW;
      }
    }
  }

  private static double after(StepRange window, int row) {
    return sigmoid((row - window.last()) / (window.length() - 1.0));
  }

  private static double sigmoid(double position) {
    return position > FAR ? -1 : 2 / (1 + Math.exp(STEEPNESS * position)) - 1;
  }

  /** How many rows at the start are not judged. */
  int probation() {
    return probation;
  }

  int rows() {
    return worth.length;
  }

  double worth(int row) {
    return worth[row];
  }

  boolean isInWindow(int row) {
    return window[row] != NO_WINDOW;
  }

  /** The index of the window the row lies in. */
  int window(int row) {
    return window[row];
  }
}
