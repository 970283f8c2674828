/** {@code POST /backtest}: a job's past, or series of the caller's own, replayed. */
@NullMarked
package dev.tocsin.function.backtest;

import org.jspecify.annotations.NullMarked;
