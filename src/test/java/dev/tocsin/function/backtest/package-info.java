@NullMarked
package dev.tocsin.function.backtest;

import org.jspecify.annotations.NullMarked;
