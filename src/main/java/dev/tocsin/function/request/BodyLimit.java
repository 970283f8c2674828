package dev.tocsin.function.request;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpVersion;
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

  private static final int AFTER_READER = Integer.MIN_VALUE + 2;
  private static final int TOO_LARGE = 413;

  private final Handler<RoutingContext> reader = reader(MAX_BYTES);
  private final Handler<RoutingContext> readerOfSeries = reader(MAX_SERIES_BYTES);

  void register(@Observes Router router) {
    router.route().order(AFTER_GATE).handler(this::read);
    router.route().order(AFTER_READER).handler(BodyLimit::check);
  }

  private static Handler<RoutingContext> reader(long maxBytes) {
    return BodyHandler.create(false).setBodyLimit(maxBytes);
  }

  /** Over HTTP/2 Quarkus's reader fails behind another: there it reads, and we look afterwards. */
  private void read(RoutingContext call) {
    if (call.request().version() == HttpVersion.HTTP_2) {
      call.next();
    } else {
      (takesSeries(call) ? readerOfSeries : reader).handle(call);
    }
  }

  private static void check(RoutingContext call) {
    if (call.body().length() > (takesSeries(call) ? MAX_SERIES_BYTES : MAX_BYTES)) {
      call.fail(TOO_LARGE);
    } else {
      call.next();
    }
  }

  private static boolean takesSeries(RoutingContext call) {
    return call.normalizedPath().equals(SERIES_PATH);
  }
}
