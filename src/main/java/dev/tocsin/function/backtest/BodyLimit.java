package dev.tocsin.function.backtest;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Keeps bodies small where they hold no series: only {@code /backtest} takes large ones. */
@ApplicationScoped
class BodyLimit {
  private static final long MAX_BYTES = 1 << 20;
  private static final String PATH = "/backtest";
  private static final int TOO_LARGE = 413;

  /** Before the route that reads bodies. */
  private static final int FIRST = Integer.MIN_VALUE + 1;

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(BodyLimit::check);
  }

  private static void check(RoutingContext request) {
    if (!request.normalizedPath().equals(PATH) && length(request) > MAX_BYTES) {
      request.fail(TOO_LARGE);
      return;
    }
    request.next();
  }

  private static long length(RoutingContext request) {
    @Nullable String length = request.request().getHeader("content-length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
