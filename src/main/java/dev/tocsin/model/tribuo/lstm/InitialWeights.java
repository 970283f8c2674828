package dev.tocsin.model.tribuo.lstm;

import java.util.Random;

/**
 * Weights to start from, drawn as Keras does for LSTM and Dense: input and output kernels uniform
 * (Glorot and Bengio, AISTATS 2010), state weights orthogonal (Saxe et al., ICLR 2014), biases 0
 * but 1 for the forget gates (Jozefowicz et al., ICML 2015).
 *
 * <p>{@link Random}, because its sequences are part of its specification.
 */
final class InitialWeights {
  private final LstmShape shape;
  private final Random random;

  private InitialWeights(LstmShape shape, Random random) {
    this.shape = shape;
    this.random = random;
  }

  /** Parameters in the order of {@link LstmShape}. */
  static double[] draw(LstmShape shape, Random random) {
    return new InitialWeights(shape, random).draw();
  }

  private double[] draw() {
    double[] parameters = new double[shape.parameters()];
    int units = shape.hidden();
    for (int row = 0; row < shape.gateRows(); row++) {
      parameters[shape.inputAt(row)] = glorot(1, shape.gateRows());
      parameters[shape.biasAt(row)] = row / units == 1 ? 1 : 0;
    }
    double[][] directions = orthonormal(units, shape.gateRows());
    for (int row = 0; row < shape.gateRows(); row++) {
      for (int unit = 0; unit < units; unit++) {
        parameters[shape.stateAt(row, unit)] = directions[unit][row];
      }
    }
    for (int unit = 0; unit < units; unit++) {
      parameters[shape.outputAt(unit)] = glorot(units, 1);
    }
    return parameters;
  }

  private double glorot(int in, int out) {
    double limit = Math.sqrt(6.0 / (in + out));
    return limit * (2 * random.nextDouble() - 1);
  }

  /** Random directions at right angles, by modified Gram-Schmidt. */
  private double[][] orthonormal(int count, int length) {
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < length; j++) {
        vectors[i][j] = random.nextGaussian();
      }
      // Twice, because one round leaves what rounding put back.
      for (int k = 0; k < 2 * i; k++) {
        subtractProjection(vectors[i], vectors[k % i]);
      }
      scale(vectors[i], 1 / Math.sqrt(dot(vectors[i], vectors[i])));
    }
    return vectors;
  }

  private static void subtractProjection(double[] vector, double[] unit) {
    double share = dot(vector, unit);
    for (int j = 0; j < vector.length; j++) {
      vector[j] -= share * unit[j];
    }
  }

  private static void scale(double[] vector, double factor) {
    for (int j = 0; j < vector.length; j++) {
      vector[j] *= factor;
    }
  }

  private static double dot(double[] a, double[] c) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * c[j];
    }
    return sum;
  }
}
