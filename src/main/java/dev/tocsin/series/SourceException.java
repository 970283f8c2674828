package dev.tocsin.series;

import org.jspecify.annotations.Nullable;

/** A source could not answer. The message says what was met, what was expected and what to do. */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is, and so whose move it is. */
  public enum Kind {
    /** No connection: the name does not resolve, nobody listens, or the connection broke. */
    UNREACHABLE,
    /** No whole answer within the deadline. */
    TIMEOUT,
    /** The source refused the credentials, or wants some. */
    UNAUTHORIZED,
    /** The expression or its range is wrong; asking again will not help. */
    BAD_QUERY,
    /** The source is overloaded or broken; asking again later may help. */
    UNAVAILABLE,
    /** The answer is not what the API promises. */
    MALFORMED,
    /** The answer is larger than a configured bound. */
    TOO_LARGE
  }

  private final Kind kind;

  /** A failure of this kind. */
  public SourceException(Kind kind, String message) {
    this(kind, message, null);
  }

  /** A failure of this kind, with what caused it. */
  public SourceException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }
}
