package dev.tocsin.push.delivery;

import java.util.Optional;

/**
 * How a sink does.
 *
 * @param name its name
 * @param sent items the receiver took: samples, alerts or reports
 * @param retried attempts that failed and are or were repeated
 * @param drops items that were not sent, by reason
 * @param waiting parcels in the queue
 * @param waitingBytes their size
 * @param lastError what went wrong last
 */
public record SinkStatus(
    String name,
    long sent,
    long retried,
    Drops drops,
    int waiting,
    long waitingBytes,
    Optional<String> lastError) {}
