package dev.tocsin.model.tribuo.lstm;

/**
 * The optimiser of Kingma and Ba, "Adam: A Method for Stochastic Optimization" (ICLR 2015),
 * Algorithm 1. Tribuo 4.3.2's own multiplies by the root where the paper divides.
 *
 * <p>Keeps parameters and moments in double precision. Not thread-safe.
 */
final class Adam {
  private final AdamSettings settings;
  private final double[] mean;
  private final double[] square;

  // Running powers instead of Math.pow, whose last digit may differ between machines.
  private double beta1Power = 1;
  private double beta2Power = 1;

  Adam(AdamSettings settings, int parameters) {
    this.settings = settings;
    this.mean = new double[parameters];
    this.square = new double[parameters];
  }

  /** Moves the parameters one step down the gradient. */
  void step(double[] parameters, double[] gradient) {
    double beta1 = settings.beta1();
    double beta2 = settings.beta2();
    beta1Power *= beta1;
    beta2Power *= beta2;
    double shortening = shortening(gradient);
    double rate = settings.learningRate() / (1 - beta1Power);
    double squareBias = 1 - beta2Power;
    double epsilon = settings.epsilon();
    for (int i = 0; i < parameters.length; i++) {
      double g = gradient[i] * shortening;
      mean[i] = beta1 * mean[i] + (1 - beta1) * g;
      square[i] = beta2 * square[i] + (1 - beta2) * g * g;
      parameters[i] -= rate * mean[i] / (Math.sqrt(square[i] / squareBias) + epsilon);
    }
  }

  private double shortening(double[] gradient) {
    if (settings.maxNorm() == Double.POSITIVE_INFINITY) {
      return 1;
    }
    double sum = 0;
    for (double g : gradient) {
      sum += g * g;
    }
    double norm = Math.sqrt(sum);
    return norm > settings.maxNorm() ? settings.maxNorm() / norm : 1;
  }
}
