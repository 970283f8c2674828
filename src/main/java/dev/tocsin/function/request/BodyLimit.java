package dev.tocsin.function.request;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Reads the bodies of all calls, and bounds them whether they say how long they are or come in
 * chunks: at a megabyte, but for the series of {@code /backtest}. Nothing of a body is ever put
 * into a file, be it a form with files.
 */
@ApplicationScoped
final class BodyLimit {
  private static final long MAX_BYTES = 1 << 20;

  /** {@code quarkus.http.limits.max-body-size} allows as much. */
  private static final long MAX_SERIES_BYTES = 64 << 20;

  private static final String SERIES_PATH = "/backtest";

  /**
   * After the gate, so that nothing is read of who is not let in; before Quarkus's own reader of
   * bodies, which is put behind ours of the same order, and passes on what is read.
   */
  private static final int AFTER_GATE = Integer.MIN_VALUE + 1;

  private final Handler<RoutingContext> reader = reader(MAX_BYTES);
  private final Handler<RoutingContext> readerOfSeries = reader(MAX_SERIES_BYTES);

  void register(@Observes Router router) {
    router.route().order(AFTER_GATE).handler(this::read);
  }

  private static Handler<RoutingContext> reader(long maxBytes) {
    return BodyHandler.create(false).setBodyLimit(maxBytes);
  }

  private void read(RoutingContext call) {
    boolean takesSeries = call.normalizedPath().equals(SERIES_PATH);
    (takesSeries ? readerOfSeries : reader).handle(call);
  }
}
