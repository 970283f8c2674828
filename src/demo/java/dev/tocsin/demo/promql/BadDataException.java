package dev.tocsin.demo.promql;

/**
 * A question that Prometheus would answer with {@code bad_data}; the message says what is wrong.
 */
public final class BadDataException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A refusal. */
  public BadDataException(String message) {
    super(message);
  }
}
