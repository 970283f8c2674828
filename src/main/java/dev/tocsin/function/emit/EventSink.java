package dev.tocsin.function.emit;

import java.util.Optional;

/**
 * Where Tocsin's own events go, if anywhere: what a Knative SinkBinding sets, or configuration.
 *
 * @param sender what sends there; none if no sink is configured
 */
public record EventSink(Optional<EventSender> sender) {}
