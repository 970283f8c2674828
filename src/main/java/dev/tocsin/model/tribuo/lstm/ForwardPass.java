package dev.tocsin.model.tribuo.lstm;

import java.util.Arrays;

/**
 * The network run forward over a batch, in single precision; keeps what the way back needs.
 *
 * <p>Every innermost array is a row: one float per window of the batch. Outer indices name the step
 * and the unit or gate. Holds its buffers between calls; not thread-safe.
 */
final class ForwardPass {
  final LstmShape shape;
  final int batch;

  /** {@code [window]} rows of input. */
  final float[][] input;

  /** {@code [window + 1][hidden]} rows: the state before each step (zero before the first). */
  final float[][][] state;

  /** {@code [window + 1][hidden]} rows: the cell before each step (zero before the first). */
  final float[][][] cell;

  /** {@code [window][hidden]} rows: tanh of the cell after each step. */
  final float[][][] cellTanh;

  /** {@code [window][4·hidden]} rows: the gates of each step, after their activation. */
  final float[][][] gates;

  /** {@code [hidden][4·hidden]}: the weights of the states, by unit and gate. */
  final float[][] stateWeightsByUnit;

  final float[] outputWeights;
  final float[] yhat;

  private final float[] inputWeights;
  private final float[] biases;
  private final float[][] stateWeights;
  private float outputBias;

  ForwardPass(LstmShape shape, int batch) {
    this.shape = shape;
    this.batch = batch;
    int steps = shape.window();
    int units = shape.hidden();
    input = new float[steps][batch];
    state = new float[steps + 1][units][batch];
    cell = new float[steps + 1][units][batch];
    cellTanh = new float[steps][units][batch];
    gates = new float[steps][shape.gateRows()][batch];
    yhat = new float[batch];
    inputWeights = new float[shape.gateRows()];
    biases = new float[shape.gateRows()];
    stateWeights = new float[shape.gateRows()][units];
    stateWeightsByUnit = new float[units][shape.gateRows()];
    outputWeights = new float[units];
  }

  /** Takes parameters in the order of {@link LstmShape}, rounded to single precision. */
  void load(double[] parameters) {
    for (int row = 0; row < shape.gateRows(); row++) {
      inputWeights[row] = (float) parameters[shape.inputAt(row)];
      biases[row] = (float) parameters[shape.biasAt(row)];
      for (int unit = 0; unit < shape.hidden(); unit++) {
        float weight = (float) parameters[shape.stateAt(row, unit)];
        stateWeights[row][unit] = weight;
        stateWeightsByUnit[unit][row] = weight;
      }
    }
    for (int unit = 0; unit < shape.hidden(); unit++) {
      outputWeights[unit] = (float) parameters[shape.outputAt(unit)];
    }
    outputBias = (float) parameters[shape.outputBiasAt()];
  }

  /** Forecasts {@link #yhat} from {@link #input}. */
  void run() {
    for (int t = 0; t < shape.window(); t++) {
      openGates(t);
      moveCell(t);
    }
    Arrays.fill(yhat, outputBias);
    Rows.addWeighted(yhat, outputWeights, state[shape.window()]);
  }

  private void openGates(int t) {
    int units = shape.hidden();
    for (int row = 0; row < shape.gateRows(); row++) {
      float[] gate = gates[t][row];
      Rows.affine(gate, biases[row], inputWeights[row], input[t]);
      if (t > 0) {
        Rows.addWeighted(gate, stateWeights[row], state[t]);
      }
      if (row / units == 2) {
        Activation.tanh(gate, gate);
      } else {
        Activation.logistic(gate);
      }
    }
  }

  private void moveCell(int t) {
    int units = shape.hidden();
    for (int unit = 0; unit < units; unit++) {
      float[] in = gates[t][unit];
      float[] forget = gates[t][units + unit];
      float[] candidate = gates[t][2 * units + unit];
      float[] out = gates[t][3 * units + unit];
      moveCell(cell[t + 1][unit], forget, cell[t][unit], in, candidate);
      Activation.tanh(cellTanh[t][unit], cell[t + 1][unit]);
      Rows.product(state[t + 1][unit], out, cellTanh[t][unit]);
    }
  }

  private static void moveCell(
      float[] after, float[] forget, float[] before, float[] in, float[] candidate) {
    for (int b = 0; b < after.length; b++) {
      after[b] = forget[b] * before[b] + in[b] * candidate[b];
    }
  }
}
