/** Detectors on benchmarks: who answers what, and what it is worth. */
@NullMarked
package dev.tocsin.eval.contest;

import org.jspecify.annotations.NullMarked;
