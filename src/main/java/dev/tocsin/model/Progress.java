package dev.tocsin.model;

import java.util.OptionalDouble;

/** Told how far a fit is. Called on the fitting thread, often; must be quick. */
@FunctionalInterface
public interface Progress {
  /**
   * Called when a part of a stage is done.
   *
   * @throws java.util.concurrent.CancellationException to stop the fit, which passes it on
   */
  void report(Step step);

  /** Nobody listens. */
  static Progress none() {
    return step -> {};
  }

  /**
   * How far a fit is.
   *
   * @param stage what is being done, such as {@code fit}
   * @param done parts of the stage that are done
   * @param total parts the stage has
   * @param loss the loss after an epoch, where the stage has one
   */
  record Step(String stage, long done, long total, OptionalDouble loss) {
    /** A step without a loss. */
    public static Step of(String stage, long done, long total) {
      return new Step(stage, done, total, OptionalDouble.empty());
    }

    /** The end of an epoch. */
    public static Step epoch(long done, long total, double loss) {
      return new Step("epoch", done, total, OptionalDouble.of(loss));
    }
  }
}
