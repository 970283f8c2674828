package dev.tocsin.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.series.Bounded;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An answer other than 200.
 *
 * @param status the HTTP status
 * @param errorType what Prometheus calls the error, such as {@code bad_data}; else empty
 * @param words what the server says, bounded; possibly empty
 * @param location where the server wants to send the client, if so; else empty
 */
record Refusal(int status, String errorType, String words, String location) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int SHOWN_CHARACTERS = 500;

  /**
   * Understands the head and the body of an answer.
   *
   * @param body the body's first bytes
   * @param location where the server wants to send the client; else empty
   */
  static Refusal of(int status, byte[] body, String location) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        return ofJson(status, parser, location);
      }
    } catch (IOException e) {
      // not JSON: remote read and proxies answer in plain text or HTML
    }
    String text = new String(body, StandardCharsets.UTF_8);
    String line = Bounded.text(text.replaceAll("\\s+", " "), SHOWN_CHARACTERS);
    return new Refusal(status, "", line, location);
  }

  private static Refusal ofJson(int status, JsonParser parser, String location) throws IOException {
    String errorType = "";
    String error = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        errorType = member.equals("errorType") ? parser.getText() : errorType;
        error = member.equals("error") ? parser.getText() : error;
      } else {
        parser.skipChildren();
      }
    }
    return new Refusal(
        status, Bounded.text(errorType, 40), Bounded.text(error, SHOWN_CHARACTERS), location);
  }

  /** The failure to be thrown. */
  SourceException asException() {
    Kind kind = kind();
    String said = words.isEmpty() ? "" : ": " + words;
    String advice = location.isEmpty() ? advice(kind) : redirection(location);
    return new SourceException(kind, "HTTP status " + status + said + "; " + advice);
  }

  /** Whether asking later may give another answer to the very same request. */
  boolean isPassing() {
    return kind() == Kind.UNAVAILABLE || kind() == Kind.TIMEOUT;
  }

  /**
   * Whether the answer would have more samples than the server is willing to hold; a shorter range
   * helps. No type of error or status tells this apart from other failures, only the words do.
   */
  boolean isTooManySamples() {
    return words.contains("too many samples") || words.contains("exceeded sample limit");
  }

  private Kind kind() {
    if (isTimeout()) {
      return Kind.TIMEOUT;
    }
    return switch (status) {
      case 401, 403, 407 -> Kind.UNAUTHORIZED;
      case 400, 413, 414, 422 -> Kind.BAD_QUERY;
      case 408, 504 -> Kind.TIMEOUT;
      case 429 -> Kind.UNAVAILABLE;
      default -> status >= 500 ? Kind.UNAVAILABLE : Kind.MALFORMED;
    };
  }

  /**
   * Prometheus tells its own time-out by a type of error, but one that strikes while it selects
   * series as a mere failure of execution; there only the words of Go's context tell.
   */
  boolean isTimeout() {
    return errorType.equals("timeout")
        || (errorType.equals("execution") && words.endsWith("context deadline exceeded"));
  }

  private String advice(Kind kind) {
    return switch (kind) {
      case TIMEOUT -> "ask for fewer series or a shorter range, or raise the server's time-out";
      case UNAUTHORIZED -> "configure credentials this server accepts";
      case BAD_QUERY -> "correct the query or its range";
      case UNAVAILABLE -> "ask again later, or look into the server's log";
      default ->
          "expected 200: is it a Prometheus? Check the URL and its path prefix"
              + (status == 405 ? ", and whether a proxy forbids POST" : "");
    };
  }

  private static String redirection(String location) {
    // A query may carry a ticket, user info a password.
    String shown = location.replaceAll("[?#].*", "").replaceAll("//[^/]*@", "//");
    return "redirects are not followed; if "
        + Bounded.text(shown, SHOWN_CHARACTERS)
        + " is right, configure the URL so";
  }
}
