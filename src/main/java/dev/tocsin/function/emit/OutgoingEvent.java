package dev.tocsin.function.emit;

import java.time.Instant;

/**
 * A CloudEvent to send. Together with its source, the same id means the same event.
 *
 * @param id made of printable ASCII
 * @param type what it says
 * @param source who says it
 * @param time what time it is about
 * @param data JSON
 */
public record OutgoingEvent(String id, String type, String source, Instant time, String data) {}
