package dev.tocsin.function.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.function.answer.AnswerText;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.funqy.runtime.ApplicationException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers every failed HTTP request with a problem document. */
@ApplicationScoped
public final class ProblemHandler {
  private static final Logger LOG = Logger.getLogger(ProblemHandler.class);

  /** Before the routes of Quarkus, whose own failure handler answers in plain text or HTML. */
  private static final int BEFORE_ALL = Integer.MIN_VALUE;

  /** After every route that serves something, but before the page that says nothing was found. */
  private static final int AFTER_ALL = Integer.MAX_VALUE - 1;

  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final String EVENT = ProblemHandler.class.getName() + ".event";

  private final ObjectMapper json;

  ProblemHandler(ObjectMapper json) {
    this.json = json;
  }

  void register(@Observes Router router) {
    router.route().order(BEFORE_ALL).failureHandler(this::answer);
    router.route().order(AFTER_ALL).handler(request -> request.fail(NOT_FOUND));
  }

  /**
   * Has a problem of this request answered as senders of events understand it.
   *
   * @param type the event's type, empty where it has none
   */
  public static void markAsEvent(RoutingContext request, String type) {
    request.put(EVENT, type);
  }

  private void answer(RoutingContext request) {
    if (request.response().ended()) {
      return;
    }
    Problem problem = problem(request);
    if (problem.isOurs()) {
      LOG.errorf(request.failure(), "%s failed", request.normalizedPath());
    }
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader("content-type", Problem.MEDIA_TYPE)
        .end(AnswerText.of(problem, json))
        .onComplete(sent -> cutOff(request));
  }

  /** Who is refused before the body has come, as a stranger is, sends the rest of it in vain. */
  private static void cutOff(RoutingContext request) {
    if (request.statusCode() == TOO_LARGE || !request.request().isEnded()) {
      request.request().connection().close();
    }
  }

  private Problem problem(RoutingContext request) {
    if (request.statusCode() == TOO_LARGE) {
      return Problem.ofLargeBody();
    }
    @Nullable Throwable failure = request.failure();
    boolean isTold = failure instanceof ApplicationException || failure instanceof ProblemException;
    if (request.statusCode() == 400 || (!isTold && lacksBody(request))) {
      return Problem.of(Problem.Kind.BAD_REQUEST, whatIsWrongWith(request));
    }
    @Nullable String event = request.get(EVENT);
    if (event != null) {
      return failure == null ? Problem.ofUnknownEvent(event) : Problems.of(failure).forEvents();
    }
    return failure == null
        ? Problem.ofStatus(
            request.statusCode(),
            HttpResponseStatus.valueOf(request.statusCode()).reasonPhrase(),
            request.normalizedPath())
        : Problems.of(failure);
  }

  /** Funqy fails on a POST without a body before the function is called. */
  private static boolean lacksBody(RoutingContext request) {
    return request.failure() != null
        && HttpMethod.POST.equals(request.request().method())
        && (request.body().buffer() == null || request.body().length() == 0);
  }

  /** Funqy says only that it could not read the body: parse it again to say where it is wrong. */
  private String whatIsWrongWith(RoutingContext request) {
    Buffer body = request.body().buffer();
    String expected = "; expected a JSON object such as {\"job\":\"dns\"}";
    if (body == null || body.length() == 0) {
      return "the body is empty" + expected;
    }
    try {
      return json.readTree(body.getBytes()).isObject()
          ? "a field of the body holds an object or a list; expected text or a number"
          : "the body is JSON, but no object" + expected;
    } catch (JsonProcessingException e) {
      return "the body is not JSON: " + e.getOriginalMessage() + where(e) + expected;
    } catch (IOException e) {
      return "the body is not JSON" + expected;
    }
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }
}
