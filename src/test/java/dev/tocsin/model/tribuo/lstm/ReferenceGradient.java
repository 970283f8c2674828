package dev.tocsin.model.tribuo.lstm;

import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.util.Arrays;

/**
 * The gradient in double precision, written window by window as the equations stand (Hochreiter and
 * Schmidhuber 1997, with the forget gate of Gers et al. 2000), to compare the fast one with.
 */
final class ReferenceGradient implements BatchGradient {
  private final LstmShape shape;
  private final int batch;
  private final double[][] gates; // [window][4·hidden]
  private final double[][] cell; // [window + 1][hidden]
  private final double[][] state; // [window + 1][hidden]

  ReferenceGradient(LstmShape shape, int batch) {
    this.shape = shape;
    this.batch = batch;
    gates = new double[shape.window()][shape.gateRows()];
    cell = new double[shape.window() + 1][shape.hidden()];
    state = new double[shape.window() + 1][shape.hidden()];
  }

  @Override
  public double lossAndGradient(
      TrainingWindows windows, int[] order, int from, double[] parameters, double[] gradient) {
    Arrays.fill(gradient, 0);
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      int window = order[from + b];
      double error = forecast(windows, window, parameters) - windows.target(window);
      sum += Math.abs(error);
      addGradient(windows, window, parameters, Math.signum(error) / batch, gradient);
    }
    return sum / batch;
  }

  double forecast(TrainingWindows windows, int window, double[] parameters) {
    int units = shape.hidden();
    for (int t = 0; t < shape.window(); t++) {
      for (int row = 0; row < shape.gateRows(); row++) {
        double z = parameters[shape.biasAt(row)];
        z += parameters[shape.inputAt(row)] * windows.feature(window, t);
        for (int unit = 0; unit < units; unit++) {
          z += parameters[shape.stateAt(row, unit)] * state[t][unit];
        }
        gates[t][row] = row / units == 2 ? Math.tanh(z) : 1 / (1 + Math.exp(-z));
      }
      for (int unit = 0; unit < units; unit++) {
        double kept = gates[t][units + unit] * cell[t][unit];
        cell[t + 1][unit] = kept + gates[t][unit] * gates[t][2 * units + unit];
        state[t + 1][unit] = gates[t][3 * units + unit] * Math.tanh(cell[t + 1][unit]);
      }
    }
    double yhat = parameters[shape.outputBiasAt()];
    for (int unit = 0; unit < units; unit++) {
      yhat += parameters[shape.outputAt(unit)] * state[shape.window()][unit];
    }
    return yhat;
  }

  private void addGradient(
      TrainingWindows windows,
      int window,
      double[] parameters,
      double byForecast,
      double[] gradient) {
    int units = shape.hidden();
    double[] byState = new double[units];
    double[] byCell = new double[units];
    gradient[shape.outputBiasAt()] += byForecast;
    for (int unit = 0; unit < units; unit++) {
      gradient[shape.outputAt(unit)] += byForecast * state[shape.window()][unit];
      byState[unit] = byForecast * parameters[shape.outputAt(unit)];
    }
    for (int t = shape.window() - 1; t >= 0; t--) {
      double[] byGate = throughCell(t, byState, byCell);
      Arrays.fill(byState, 0);
      for (int row = 0; row < shape.gateRows(); row++) {
        gradient[shape.inputAt(row)] += byGate[row] * windows.feature(window, t);
        gradient[shape.biasAt(row)] += byGate[row];
        for (int unit = 0; unit < units; unit++) {
          gradient[shape.stateAt(row, unit)] += byGate[row] * state[t][unit];
          byState[unit] += byGate[row] * parameters[shape.stateAt(row, unit)];
        }
      }
    }
  }

  private double[] throughCell(int t, double[] byState, double[] byCell) {
    int units = shape.hidden();
    double[] byGate = new double[shape.gateRows()];
    for (int unit = 0; unit < units; unit++) {
      double in = gates[t][unit];
      double forget = gates[t][units + unit];
      double candidate = gates[t][2 * units + unit];
      double out = gates[t][3 * units + unit];
      double tanh = Math.tanh(cell[t + 1][unit]);
      byCell[unit] += byState[unit] * out * (1 - tanh * tanh);
      byGate[unit] = byCell[unit] * candidate * in * (1 - in);
      byGate[units + unit] = byCell[unit] * cell[t][unit] * forget * (1 - forget);
      byGate[2 * units + unit] = byCell[unit] * in * (1 - candidate * candidate);
      byGate[3 * units + unit] = byState[unit] * tanh * out * (1 - out);
      byCell[unit] *= forget;
    }
    return byGate;
  }
}
