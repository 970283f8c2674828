/** {@code POST /retrain}, and retraining on a schedule. */
@NullMarked
package dev.tocsin.function.retrain;

import org.jspecify.annotations.NullMarked;
