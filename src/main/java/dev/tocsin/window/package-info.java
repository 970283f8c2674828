/**
 * From samples to what a model sees: counters to rates, gaps, seasons, sliding windows.
 *
 * <p>What is done here to the training data is stored in the model, and scoring does the same.
 */
@NullMarked
package dev.tocsin.window;

import org.jspecify.annotations.NullMarked;
