package dev.tocsin.demo;

/**
 * A question that Prometheus would answer with {@code bad_data}; the message says what is wrong.
 */
final class BadDataException extends Exception {
  private static final long serialVersionUID = 1L;

  BadDataException(String message) {
    super(message);
  }
}
