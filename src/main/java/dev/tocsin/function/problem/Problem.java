package dev.tocsin.function.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;

/**
 * An error as RFC 9457 writes it ({@code application/problem+json}).
 *
 * @param type a URN that programs can tell problems apart by
 * @param title the kind of problem, in words
 * @param status the HTTP status
 * @param detail what was met, what was expected, what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail) {
  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String URN = "urn:tocsin:problem:";

  public static Problem of(Kind kind, String detail) {
    return new Problem(
        URN + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        kind.title,
        kind.status,
        detail);
  }

  /** Whether it is a fault of Tocsin itself, which only a stack trace explains. */
  boolean isOurs() {
    return type.equals(URN + "internal");
  }

  /** The kind of problem in one word, such as {@code no-series}. */
  public String kind() {
    return type.substring(type.lastIndexOf(':') + 1);
  }

  /** The problem of a status that HTTP itself explains, such as 404 or 405. */
  static Problem ofStatus(int status, String phrase, String path) {
    return new Problem(
        "about:blank",
        phrase,
        status,
        Quoted.of(path)
            + " answered "
            + status
            + "; expected POST /score, /retrain, /backtest, /plan, /alert, /dataset, /models,"
            + " /rollback or /cancel with Content-Type: application/json, or GET /metrics");
  }

  /** The problem of a body that is larger than a path takes. */
  static Problem ofLargeBody() {
    return of(
        Kind.BODY_TOO_LARGE,
        "the body is too large; expected at most 1 MB, or 64 MB of series at /backtest");
  }

  /** The problem of an event that no function takes. */
  static Problem ofUnknownEvent(String type) {
    return of(
        Kind.UNKNOWN_EVENT,
        "no function takes an event of the type "
            + Quoted.of(type)
            + "; expected dev.tocsin.score, dev.tocsin.retrain, dev.tocsin.plan"
            + " or dev.knative.sources.ping with the extension tocsinaction: score, retrain or plan");
  }

  /** As senders of events understand it: to them a 404 is a call to try again. */
  Problem forEvents() {
    return status == 404 ? new Problem(type, title, 422, detail) : this;
  }

  /** What can go wrong, as a caller sees it. */
  public enum Kind {
    BAD_REQUEST(400, "The request is not understood"),
    BAD_QUERY(400, "The query is refused by Prometheus"),
    UNAUTHORIZED(401, "The caller is not let in"),
    UNKNOWN_JOB(404, "No job of that name"),
    NO_SERIES(404, "The query matches no series"),
    UNKNOWN_VERSION(404, "No version of that id"),
    RETRAIN_RUNNING(409, "A retraining of the job is running"),
    RETRAIN_CANCELLED(409, "The retraining was cancelled"),
    VERSION_CONFLICT(409, "Another process changed what serves"),
    VERSION_MISMATCH(409, "The version was made for something else"),
    VERSION_DAMAGED(409, "The version is damaged"),
    BODY_TOO_LARGE(413, "The body is too large"),
    NOT_RETRAINABLE(422, "The model was brought along"),
    COLLIDING_SERIES(422, "Series share job, instance and metric"),
    UNKNOWN_EVENT(422, "No function for such an event"),
    SHORT_HISTORY(422, "The history does not suffice to train a model"),
    TOO_LARGE(422, "More data than a bound allows"),
    INTERNAL(500, "Tocsin failed"),
    STORE_FAILED(500, "The model store failed"),
    EVENT_NOT_SENT(502, "An event was not taken"),
    SOURCE_MALFORMED(502, "The answer of Prometheus is not understood"),
    SOURCE_UNAUTHORIZED(502, "Prometheus refuses Tocsin's credentials"),
    SOURCE_UNREACHABLE(502, "Prometheus cannot be reached"),
    SOURCE_UNAVAILABLE(503, "Prometheus is overloaded or broken"),
    OVERLOADED(503, "Too much at once"),
    SOURCE_TIMEOUT(504, "Prometheus did not answer in time");

    private final int status;
    private final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }
  }
}
