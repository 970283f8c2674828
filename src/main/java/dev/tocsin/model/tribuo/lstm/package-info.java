/**
 * The tutorial's model, LSTM(8) + Dense(1) trained by Adam on the mean absolute error, as a Tribuo
 * trainer and model.
 */
@NullMarked
package dev.tocsin.model.tribuo.lstm;

import org.jspecify.annotations.NullMarked;
