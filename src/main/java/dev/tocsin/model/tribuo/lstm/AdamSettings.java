package dev.tocsin.model.tribuo.lstm;

/**
 * How Adam steps. {@link #standard()} has the defaults of PyTorch; Keras differs in epsilon only
 * (1e-7).
 *
 * @param learningRate the size of a step, above 0
 * @param beta1 the share of the mean gradient kept from step to step, from 0 (inclusive) to 1
 * @param beta2 the share of the mean squared gradient kept, from 0 (inclusive) to 1
 * @param epsilon added to the root of the mean squared gradient, above 0
 * @param maxNorm the gradient is shortened to this Euclidean norm where it is longer; above 0,
 *     infinite for no limit
 */
public record AdamSettings(
    double learningRate, double beta1, double beta2, double epsilon, double maxNorm) {
  private static final AdamSettings STANDARD =
      new AdamSettings(1e-3, 0.9, 0.999, 1e-8, Double.POSITIVE_INFINITY);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public AdamSettings {
    requireAboveZero("learning rate", learningRate);
    requireShare("beta1", beta1);
    requireShare("beta2", beta2);
    requireAboveZero("epsilon", epsilon);
    requireAboveZero("largest gradient norm", maxNorm);
    if (Double.isInfinite(learningRate) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          "learning rate " + learningRate + " and epsilon " + epsilon + ", expected finite ones");
    }
  }

  /** Learning rate 0.001, betas 0.9 and 0.999, epsilon 1e-8, no limit on the gradient. */
  public static AdamSettings standard() {
    return STANDARD;
  }

  /** The same with another learning rate. */
  public AdamSettings withLearningRate(double rate) {
    return new AdamSettings(rate, beta1, beta2, epsilon, maxNorm);
  }

  /** The same with another largest norm of the gradient. */
  public AdamSettings withMaxNorm(double norm) {
    return new AdamSettings(learningRate, beta1, beta2, epsilon, norm);
  }

  private static void requireAboveZero(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " is " + value + ", expected above 0");
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " is " + value + ", expected 0 or more, below 1");
    }
  }
}
