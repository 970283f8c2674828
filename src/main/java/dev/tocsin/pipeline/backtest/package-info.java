/** The same way over a stretch of the past, refitting on a schedule, and how good it was. */
@NullMarked
package dev.tocsin.pipeline.backtest;

import org.jspecify.annotations.NullMarked;
