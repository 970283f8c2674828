package dev.tocsin.store;

import java.io.IOException;
import java.util.List;
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
    /** Another version became current since the caller looked. */
    CONFLICT,
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

  static StoreException conflict(String job, @Nullable String expected, @Nullable String met) {
    return new StoreException(
        Kind.CONFLICT,
        "the current version of job "
            + job
            + " is "
            + (met == null ? "none" : met)
            + ", expected "
            + (expected == null ? "none" : expected)
            + ": another process was faster; decide anew against what serves now");
  }

  static StoreException alreadyExists(String job, String id) {
    return new StoreException(
        Kind.ALREADY_EXISTS, "version " + id + " of job " + job + " exists, expected a new id");
  }

  static StoreException notFound(String job, String id, List<String> versions) {
    return new StoreException(
        Kind.NOT_FOUND, "no version " + id + " of job " + job + ", expected one of " + versions);
  }

  static StoreException failed(String what, IOException cause) {
    return new StoreException(
        Kind.IO,
        "cannot " + what + ": " + cause + "; the store must be readable, writable and have room",
        cause);
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }
}
