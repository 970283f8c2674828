package dev.tocsin.eval.data;

import java.util.Random;

/** The randomness and the memory of one made-up series. Not thread-safe. */
final class SignalState {
  /** Above this mean a Poisson number is drawn as a rounded normal one. */
  private static final double LARGE_MEAN = 40;

  private static final int DAYS_PER_WEEK = 7;
  private static final int WORKING_DAYS = 5;

  private final Random random;
  private final int daySteps;
  private final double persistence;
  private final double noise;
  private final double amplitude;
  private final double rate;
  private double correlated;
  private double level;
  private boolean on;

  SignalState(Random random, int daySteps) {
    this.random = random;
    this.daySteps = daySteps;
    this.persistence = 0.5 + 0.45 * random.nextDouble();
    this.noise = 0.02 + 0.15 * random.nextDouble();
    this.amplitude = 0.3 + 0.6 * random.nextDouble();
    this.rate = Math.exp(5 * random.nextDouble());
  }

  /** Moves the correlated noise on by a step. */
  void step() {
    correlated =
        persistence * correlated + Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
  }

  /** Autoregressive noise of variance 1. */
  double correlated() {
    return correlated;
  }

  /** How strong noise is in this series, as a share of its level. */
  double noise() {
    return noise;
  }

  /** The mean of counts. */
  double rate() {
    return rate;
  }

  double gaussian() {
    return random.nextGaussian();
  }

  double uniform() {
    return random.nextDouble();
  }

  /** A daily rhythm around 1. */
  double season(int step) {
    double phase = 2 * Math.PI * step / daySteps;
    return 1 + amplitude * (Math.sin(phase) + 0.3 * Math.sin(2 * phase + 1));
  }

  boolean isWeekend(int step) {
    return step / daySteps % DAYS_PER_WEEK >= WORKING_DAYS;
  }

  /** A state that changes with this probability at each call. */
  boolean toggled(double probability) {
    on ^= random.nextDouble() < probability;
    return on;
  }

  double addToLevel(double change) {
    level += change;
    return level;
  }

  double setLevel(double to) {
    level = to;
    return level;
  }

  double poisson(double mean) {
    if (mean > LARGE_MEAN) {
      return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double uniform = random.nextDouble();
    double probability = Math.exp(-mean);
    double cumulated = probability;
    int count = 0;
    while (uniform > cumulated && count < 10 * LARGE_MEAN) {
      count++;
      probability *= mean / count;
      cumulated += probability;
    }
    return count;
  }
}
