/** What the watcher tells about itself: metrics in the format of Prometheus, and a line a run. */
@NullMarked
package dev.tocsin.function.metrics;

import org.jspecify.annotations.NullMarked;
