/**
 * How good a detector is: its scores and alerts against what is known to have been anomalous.
 *
 * <p>Pure functions over steps; they know neither series nor clocks.
 */
@NullMarked
package dev.tocsin.detect.measure;

import org.jspecify.annotations.NullMarked;
