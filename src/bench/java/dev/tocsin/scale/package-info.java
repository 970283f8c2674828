/** Whole runs of the built function against a real Prometheus, at any number of series. */
@NullMarked
package dev.tocsin.scale;

import org.jspecify.annotations.NullMarked;
