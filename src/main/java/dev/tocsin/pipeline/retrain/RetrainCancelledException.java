package dev.tocsin.pipeline.retrain;

/** A retraining was ended by somebody before it was done. Nothing is left of it. */
public final class RetrainCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RetrainCancelledException(String job, Throwable cause) {
    super("the retraining of job " + job + " was cancelled; what served goes on serving", cause);
  }
}
