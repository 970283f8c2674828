package dev.tocsin.push.report;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A CloudEvent to send. Together with its source, the same id means the same event.
 *
 * @param id any text
 * @param type what it says
 * @param source who says it
 * @param time what time it is about
 * @param data JSON, as UTF-8
 */
public record CloudEvent(String id, String type, String source, Instant time, ByteBuffer data) {}
