/**
 * Telling others: sinks that take a run's report, and deliver it at least once within stated
 * bounds.
 *
 * <p>A channel packs a report into parcels and knows how to send one; a {@link
 * dev.tocsin.push.Sink} queues and retries them on a thread of its own, so that no sink waits for
 * another, and no run waits for any.
 */
@NullMarked
package dev.tocsin.push;

import org.jspecify.annotations.NullMarked;
