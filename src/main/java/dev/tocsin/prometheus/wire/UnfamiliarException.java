package dev.tocsin.prometheus.wire;

/** An answer of remote read that may be right, but is of a kind not known here. */
public final class UnfamiliarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An answer that has this in it. */
  public UnfamiliarException(String met) {
    super(met);
  }
}
