package dev.tocsin.demo;

import org.jspecify.annotations.Nullable;

/** The demo cannot go on; the message says why and what to do. */
final class DemoException extends Exception {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    this(message, null);
  }

  DemoException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
