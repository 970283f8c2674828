package dev.tocsin.pipeline;

import dev.tocsin.model.Manifest;

/** A stored version was made for something else than the job asks for now. */
public final class VersionMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VersionMismatchException(Job job, Manifest version) {
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
