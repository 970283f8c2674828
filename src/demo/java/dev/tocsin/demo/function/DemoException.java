package dev.tocsin.demo.function;

import org.jspecify.annotations.Nullable;

/** The demo cannot go on; the message says why and what to do. */
public final class DemoException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure. */
  public DemoException(String message) {
    this(message, null);
  }

  /** A failure, with what caused it. */
  public DemoException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
