package dev.tocsin.http;

import dev.tocsin.series.Bounded;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What went wrong on the way to an answer, as a {@link SourceException}. */
public final class Faults {
  private static final int SHOWN_CHARACTERS = 200;

  private Faults() {}

  /** A failure before the answer's head was there. */
  static SourceException whileAsking(IOException fault, URI uri, Deadline deadline) {
    if (fault instanceof HttpTimeoutException) {
      return deadline.exceeded();
    }
    if (has(fault, UnresolvedAddressException.class) || has(fault, UnknownHostException.class)) {
      return unreachable(
          "the name " + uri.getHost() + " does not resolve; correct the URL's host", fault);
    }
    if (has(fault, SSLException.class)) {
      return unreachable(
          "no TLS connection (%s); check scheme, port and certificates".formatted(shown(fault)),
          fault);
    }
    if (fault instanceof ConnectException) {
      return unreachable(
          "nobody listens there; start the server or correct the URL's host and port", fault);
    }
    return unreachable(
        "the connection broke before an answer (%s); is it an HTTP server?".formatted(shown(fault)),
        fault);
  }

  /** A failure within the body. */
  static SourceException whileReading(Throwable fault, long received) {
    return unreachable(
        "the connection broke after %d body bytes (%s); look into the log of the server or proxy"
            .formatted(received, shown(fault)),
        fault);
  }

  /** The name leads where it must not. */
  static SourceException forbidden(ForbiddenAddressException fault) {
    return unreachable(String.valueOf(fault.getMessage()), fault);
  }

  /** The thread is to stop. */
  static SourceException interrupted(InterruptedException interruption) {
    Thread.currentThread().interrupt();
    return new SourceException(
        Kind.UNAVAILABLE, "interrupted before the answer's end; ask again", interruption);
  }

  /** The same failure, telling where it happened. */
  public static SourceException at(URI uri, SourceException failure) {
    return new SourceException(failure.kind(), uri + ": " + failure.getMessage(), failure);
  }

  /** Whether asking again at once may help: the kept connection turned out to be closed. */
  static boolean isStaleConnection(IOException fault) {
    return !(fault instanceof HttpTimeoutException)
        && !(fault instanceof ConnectException)
        && !has(fault, SSLException.class);
  }

  private static SourceException unreachable(String message, Throwable fault) {
    return new SourceException(Kind.UNREACHABLE, message, fault);
  }

  private static boolean has(Throwable fault, Class<? extends Throwable> type) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String shown(Throwable fault) {
    @Nullable String message = fault.getMessage();
    return Bounded.text(
        message == null ? fault.getClass().getSimpleName() : message, SHOWN_CHARACTERS);
  }
}
