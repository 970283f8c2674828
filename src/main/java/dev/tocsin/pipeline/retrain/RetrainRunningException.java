package dev.tocsin.pipeline.retrain;

/** A retraining of the job is already running. */
public final class RetrainRunningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RetrainRunningException(String job) {
    super("job " + job + " is being retrained already; expected one at a time: ask again later");
  }
}
