/** Detectors to beat: simple, causal, one set of constants for all data. */
@NullMarked
package dev.tocsin.eval.baseline;

import org.jspecify.annotations.NullMarked;
