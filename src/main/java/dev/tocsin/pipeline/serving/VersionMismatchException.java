package dev.tocsin.pipeline.serving;

import dev.tocsin.model.Manifest;
import dev.tocsin.pipeline.job.Job;

/** A stored version was made for something else than the job asks for now. */
public final class VersionMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VersionMismatchException(Job job, Manifest version) {
    super(
        "version "
            + version.id()
            + " is a "
            + version.kind()
            + " model of "
            + version.origin().query()
            + " by "
            + version.shape().step()
            + ", expected one for the query, step, window, kind and preprocessing job "
            + job.name()
            + " has now: set those back, or retrain");
  }
}
