package dev.tocsin.eval.baseline;

import java.util.Random;

/** A uniform random score: what luck alone reaches. */
final class RandomScore implements OnlineScore {
  private final Random random;

  RandomScore(long seed) {
    random = new Random(seed);
  }

  @Override
  public double next(double value) {
    return random.nextDouble();
  }
}
