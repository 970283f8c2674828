package dev.tocsin.pipeline.retrain;

/** When a retrained model is to serve. */
public enum Promote {
  /** When it is not worse than the one that serves. */
  IF_NOT_WORSE,
  /** In any case. */
  ALWAYS
}
