package dev.tocsin.pipeline.retrain;

/** A job's model was brought along as a file, and is not ours to retrain. */
public final class NotRetrainableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotRetrainableException(String job) {
    super(
        "the model of job "
            + job
            + " was brought along as a file, expected one that Tocsin trains: replace the file and"
            + " start again, or remove model.file");
  }
}
