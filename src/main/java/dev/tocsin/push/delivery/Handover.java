package dev.tocsin.push.delivery;

/**
 * What a sink took of a report. What it has taken it sends at least once, unless it is counted as
 * dropped later.
 *
 * @param sink its name
 * @param items how many samples, alerts or reports it took
 * @param drops what it did not take
 */
public record Handover(String sink, long items, Drops drops) {}
