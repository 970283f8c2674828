package dev.tocsin.model.tribuo.lstm;

import dev.tocsin.model.tribuo.pooled.TrainingWindows;

/** The loss of a batch of windows and its gradient by the parameters. */
interface BatchGradient {
  /**
   * The mean absolute error of the batch {@code order[from..from + batch)}.
   *
   * @param parameters the network's, in the order of {@link LstmShape}
   * @param gradient takes the derivative of the loss by each parameter
   */
  double lossAndGradient(
      TrainingWindows windows, int[] order, int from, double[] parameters, double[] gradient);
}
