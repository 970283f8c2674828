/** Series with known anomalies, read or made. */
@NullMarked
package dev.tocsin.eval.data;

import org.jspecify.annotations.NullMarked;
