/** {@code POST /dataset}: the tutorial's dataset. */
@NullMarked
package dev.tocsin.function.dataset;

import org.jspecify.annotations.NullMarked;
