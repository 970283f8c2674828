/** The Numenta Anomaly Benchmark: its files, its scoring, its result files. */
@NullMarked
package dev.tocsin.eval.nab;

import org.jspecify.annotations.NullMarked;
