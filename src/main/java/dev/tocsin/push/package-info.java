/**
 * Telling others: sinks that take a run's report, and deliver it at least once within stated
 * bounds.
 *
 * <p>{@code report} is what there is to tell. A channel packs it into parcels and knows how to send
 * one: as series ({@code series}), as alerts ({@code alert}), as JSON or CloudEvents ({@code
 * event}). A sink ({@code delivery}) queues parcels in memory or on disk ({@code spool}) and
 * retries them on a thread of its own, so that no sink waits for another, and no run for any.
 */
@NullMarked
package dev.tocsin.push;

import org.jspecify.annotations.NullMarked;
