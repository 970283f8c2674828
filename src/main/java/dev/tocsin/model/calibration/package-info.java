/**
 * From what was to how unusual something is: tails of past values, the same for every kind of
 * detector.
 *
 * <p>{@code docs/DETECTOR.md} tells the mathematics.
 */
@NullMarked
package dev.tocsin.model.calibration;

import org.jspecify.annotations.NullMarked;
