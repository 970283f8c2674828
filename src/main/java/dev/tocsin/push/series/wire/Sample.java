package dev.tocsin.push.series.wire;

import dev.tocsin.series.Labels;

/**
 * One sample to be written.
 *
 * @param labels of its series, name included
 * @param timeMillis in milliseconds since the epoch
 */
public record Sample(Labels labels, long timeMillis, double value) {}
