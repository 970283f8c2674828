package dev.tocsin.model.tribuo.lstm;

import dev.tocsin.model.TrainingSettings;

/**
 * How the network is built and trained.
 *
 * @param hidden units of the LSTM, at least 1
 * @param epochs how often the loss is reported, at least 1
 * @param stepsPerEpoch steps of the optimiser in an epoch; 0 for as many as one pass over all
 *     windows takes
 * @param batch windows per step, at least 1; fewer where there are fewer
 * @param adam how the optimiser steps
 */
public record LstmSettings(
    int hidden, int epochs, int stepsPerEpoch, int batch, AdamSettings adam) {
  private static final LstmSettings STANDARD =
      new LstmSettings(8, 10, 0, 32, AdamSettings.standard());

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public LstmSettings {
    requireAtLeast("hidden units", hidden, 1);
    requireAtLeast("epochs", epochs, 1);
    requireAtLeast("steps per epoch", stepsPerEpoch, 0);
    requireAtLeast("windows per batch", batch, 1);
  }

  /** Eight hidden units as in the tutorial; ten passes over the windows in batches of 32. */
  public static LstmSettings standard() {
    return STANDARD;
  }

  /** The standard with this many hidden units and passes over the windows. */
  static LstmSettings of(TrainingSettings.Network network) {
    return STANDARD.withHidden(network.units()).withEpochs(network.epochs(), 0);
  }

  /** The same with another number of hidden units. */
  public LstmSettings withHidden(int units) {
    return new LstmSettings(units, epochs, stepsPerEpoch, batch, adam);
  }

  /** The same with other epochs. */
  public LstmSettings withEpochs(int count, int steps) {
    return new LstmSettings(hidden, count, steps, batch, adam);
  }

  /** The same with another batch. */
  public LstmSettings withBatch(int windows) {
    return new LstmSettings(hidden, epochs, stepsPerEpoch, windows, adam);
  }

  /** The same with another way to step. */
  public LstmSettings withAdam(AdamSettings other) {
    return new LstmSettings(hidden, epochs, stepsPerEpoch, batch, other);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": " + value + ", expected at least " + least + "; see the job's model settings");
    }
  }
}
