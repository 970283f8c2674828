package dev.tocsin.model.tribuo.lstm;

import dev.tocsin.model.tribuo.pooled.TrainingWindows;

/** The gradient in single precision, which is what trains. Not thread-safe. */
final class FloatGradient implements BatchGradient {
  private final ForwardPass forward;
  private final BackwardPass backward;
  private final float[] target;
  private final float[] byForecast;

  FloatGradient(LstmShape shape, int batch) {
    forward = new ForwardPass(shape, batch);
    backward = new BackwardPass(forward);
    target = new float[batch];
    byForecast = new float[batch];
  }

  @Override
  public double lossAndGradient(
      TrainingWindows windows, int[] order, int from, double[] parameters, double[] gradient) {
    forward.load(parameters);
    copyColumns(windows, order, from);
    forward.run();
    double loss = meanAbsoluteError();
    backward.run(byForecast, gradient);
    return loss;
  }

  private void copyColumns(TrainingWindows windows, int[] order, int from) {
    for (int b = 0; b < target.length; b++) {
      int window = order[from + b];
      for (int t = 0; t < forward.input.length; t++) {
        forward.input[t][b] = windows.feature(window, t);
      }
      target[b] = windows.target(window);
    }
  }

  private double meanAbsoluteError() {
    float weight = 1f / target.length;
    double sum = 0;
    for (int b = 0; b < target.length; b++) {
      float error = forward.yhat[b] - target[b];
      sum += Math.abs(error);
      byForecast[b] = Math.signum(error) * weight;
    }
    return sum / target.length;
  }
}
