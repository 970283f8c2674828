@NullMarked
package dev.tocsin.pipeline.backtest;

import org.jspecify.annotations.NullMarked;
