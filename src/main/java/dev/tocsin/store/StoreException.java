package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

/** The store could not do what was asked. The message says what was met and what was expected. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Kind {
    /** A job's name or a detector's id is not of the allowed form. */
    BAD_NAME,
    /** There is no such version. */
    NOT_FOUND,
    /** A version of this id exists already. */
    ALREADY_EXISTS,
    /** A version's files are not those that were written. */
    DAMAGED,
    /** Reading or writing failed: no room, no permission, a broken disk. */
    IO
  }

  private final Kind kind;

  StoreException(Kind kind, String message) {
    this(kind, message, null);
  }

  StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }
}
