package dev.tocsin.model.tribuo.lstm;

import java.util.Arrays;

/**
 * The way back through a {@link ForwardPass}: from the derivative of the loss by each forecast to
 * its gradient by each parameter (back-propagation through time).
 *
 * <p>Overwrites the gates with their derivatives before activation. Not thread-safe.
 */
final class BackwardPass {
  private final ForwardPass forward;
  private final LstmShape shape;

  /** {@code [hidden]} rows: derivatives by the state and the cell after the step at hand. */
  private final float[][] byState;

  private final float[][] byCell;

  /** {@code [4·hidden][window]} rows: the forward pass's gates, seen by row of the cell. */
  private final float[][][] gatesByRow;

  /** {@code [2 + hidden][window]} rows: what each column of the cell was multiplied with. */
  private final float[][][] factors;

  private final float[][] cellSums;
  private final float[][] outputSums;

  BackwardPass(ForwardPass forward) {
    this.forward = forward;
    this.shape = forward.shape;
    int batch = forward.batch;
    int steps = shape.window();
    byState = new float[shape.hidden()][batch];
    byCell = new float[shape.hidden()][batch];
    gatesByRow = turned(forward.gates, shape.gateRows());
    factors = new float[shape.rowLength()][][];
    float[] ones = new float[batch];
    Arrays.fill(ones, 1f);
    factors[0] = forward.input;
    factors[1] = new float[steps][];
    Arrays.fill(factors[1], ones);
    float[][][] states = turned(Arrays.copyOf(forward.state, steps), shape.hidden());
    System.arraycopy(states, 0, factors, 2, shape.hidden());
    cellSums = new float[shape.rowLength()][batch];
    outputSums = new float[shape.hidden() + 1][batch];
  }

  /** The same rows with the two outer indices exchanged. */
  private static float[][][] turned(float[][][] rows, int width) {
    float[][][] turned = new float[width][rows.length][];
    for (int t = 0; t < rows.length; t++) {
      for (int i = 0; i < width; i++) {
        turned[i][t] = rows[t][i];
      }
    }
    return turned;
  }

  /**
   * Writes the gradient, in the order of {@link LstmShape}.
   *
   * @param byForecast {@code [batch]}, the derivative of the loss by each forecast
   */
  void run(float[] byForecast, double[] gradient) {
    throughOutput(byForecast, gradient);
    for (int t = shape.window() - 1; t >= 0; t--) {
      throughCell(t);
      if (t > 0) {
        throughGates(t);
      }
    }
    collect(gradient);
  }

  private void throughOutput(float[] byForecast, double[] gradient) {
    float[][] last = forward.state[shape.window()];
    for (int unit = 0; unit < shape.hidden(); unit++) {
      Rows.product(outputSums[unit], byForecast, last[unit]);
      Rows.affine(byState[unit], 0f, forward.outputWeights[unit], byForecast);
      Arrays.fill(byCell[unit], 0f);
    }
    System.arraycopy(byForecast, 0, outputSums[shape.hidden()], 0, byForecast.length);
    Rows.sums(outputSums, gradient, shape.outputAt(0));
  }

  private void throughCell(int t) {
    int units = shape.hidden();
    float[][] gates = forward.gates[t];
    for (int unit = 0; unit < units; unit++) {
      float[] out = gates[3 * units + unit];
      throughOutGate(byState[unit], forward.cellTanh[t][unit], out, byCell[unit]);
      float[] candidate = gates[2 * units + unit];
      throughCellGates(
          gates[unit], gates[units + unit], candidate, forward.cell[t][unit], byCell[unit]);
    }
  }

  private static void throughOutGate(
      float[] byState, float[] cellTanh, float[] out, float[] byCell) {
    for (int b = 0; b < out.length; b++) {
      float d = byState[b];
      float o = out[b];
      float c = cellTanh[b];
      byCell[b] += d * o * (1f - c * c);
      out[b] = d * c * o * (1f - o);
    }
  }

  private static void throughCellGates(
      float[] in, float[] forget, float[] candidate, float[] before, float[] byCell) {
    for (int b = 0; b < in.length; b++) {
      float d = byCell[b];
      float i = in[b];
      float f = forget[b];
      float g = candidate[b];
      in[b] = d * g * i * (1f - i);
      forget[b] = d * before[b] * f * (1f - f);
      candidate[b] = d * i * (1f - g * g);
      byCell[b] = d * f;
    }
  }

  private void throughGates(int t) {
    for (int unit = 0; unit < shape.hidden(); unit++) {
      Arrays.fill(byState[unit], 0f);
      Rows.addWeighted(byState[unit], forward.stateWeightsByUnit[unit], forward.gates[t]);
    }
  }

  private void collect(double[] gradient) {
    for (int row = 0; row < shape.gateRows(); row++) {
      for (int column = 0; column < factors.length; column++) {
        int from = column < 2 ? 0 : 1; // the state before the first step is zero
        Rows.sumOfProducts(cellSums[column], gatesByRow[row], factors[column], from);
      }
      Rows.sums(cellSums, gradient, shape.inputAt(row));
    }
  }
}
