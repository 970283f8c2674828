/**
 * The kind {@code seasonal-ar}: an ensemble of cheap causal streams around a seasonal level and an
 * autoregression of each series, fitted in closed form.
 *
 * <p>{@code docs/DETECTOR.md} tells the mathematics, and what each part earned.
 */
@NullMarked
package dev.tocsin.model.tribuo.seasonal;

import org.jspecify.annotations.NullMarked;
