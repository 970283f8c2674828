/** Metrics about the watcher itself, in the format of Prometheus. */
@NullMarked
package dev.tocsin.function.metrics;

import org.jspecify.annotations.NullMarked;
