package dev.tocsin.push.spool;

import org.jspecify.annotations.Nullable;

/** A spool cannot be used. The message says what was met, what was expected and what to do. */
public final class SpoolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SpoolException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
