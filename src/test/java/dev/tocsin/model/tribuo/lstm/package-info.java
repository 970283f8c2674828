/** Tests of the LSTM: its gradient, its optimiser, its training, its graph. */
@NullMarked
package dev.tocsin.model.tribuo.lstm;

import org.jspecify.annotations.NullMarked;
