package dev.tocsin.model.tribuo.lstm;

import dev.tocsin.model.Progress;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;

/** The training loop: batch, gradient, step; the mean loss reported after each epoch. */
final class Descent {
  private final BatchGradient gradient;
  private final Adam adam;
  private final double[] parameters;
  private final double[] slope;

  /**
   * A descent from {@code parameters}, which it changes.
   *
   * @param gradient of a network with these parameters
   */
  Descent(BatchGradient gradient, AdamSettings adam, double[] parameters) {
    this.gradient = gradient;
    this.adam = new Adam(adam, parameters.length);
    this.parameters = parameters;
    this.slope = new double[parameters.length];
  }

  /**
   * Runs all epochs.
   *
   * @throws java.util.concurrent.CancellationException if {@code progress} asks to stop
   */
  void run(TrainingWindows windows, Batches batches, LstmSettings settings, Progress progress) {
    int steps = settings.stepsPerEpoch() > 0 ? settings.stepsPerEpoch() : batches.perPass();
    long total = (long) settings.epochs() * steps;
    long done = 0;
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      double sum = 0;
      for (int step = 0; step < steps; step++) {
        progress.report(Progress.Step.of("step", done++, total));
        sum += step(windows, batches.order(), batches.next());
      }
      progress.report(Progress.Step.epoch(epoch, settings.epochs(), sum / steps));
    }
  }

  /**
   * One step down the gradient of a batch.
   *
   * @return the mean absolute error before the step
   */
  double step(TrainingWindows windows, int[] order, int from) {
    double loss = gradient.lossAndGradient(windows, order, from, parameters, slope);
    adam.step(parameters, slope);
    return loss;
  }
}
