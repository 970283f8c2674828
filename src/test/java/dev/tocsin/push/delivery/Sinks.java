package dev.tocsin.push.delivery;

import dev.tocsin.http.Access;
import dev.tocsin.http.Backoff;
import dev.tocsin.push.Reports;
import dev.tocsin.push.event.Occasion;
import dev.tocsin.push.event.Webhook;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.spool.ParcelQueue;
import dev.tocsin.series.Labels;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Webhooks behind queues, for tests. */
final class Sinks {
  /** Many times what it takes, so that only what hangs fails on it. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What fails is tried again at once. */
  static final DeliveryRules HASTY =
      DeliveryRules.standard()
          .withBackoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)));

  /** A report of which a webhook is told. */
  static final Report ALARM = Reports.of(Reports.verdict(Labels.of("a", "b"), 2));

  private Sinks() {}

  /** A sink in haste that is not started yet. */
  static Sink hook(URI uri, ParcelQueue queue) {
    return hook(uri, queue, HASTY, Reports.CLOCK);
  }

  static Sink hook(URI uri, ParcelQueue queue, DeliveryRules rules, InstantSource clock) {
    Receiver receiver = new Receiver(uri, Access.open(), rules.timeout(), clock);
    Webhook channel = new Webhook(receiver, Optional.empty(), Occasion.ALARMING);
    return new Sink("hook", channel, queue, rules, clock, new Random(1));
  }

  static void await(BooleanSupplier condition) {
    Awaitility.await().atMost(PATIENCE).until(condition::getAsBoolean);
  }
}
