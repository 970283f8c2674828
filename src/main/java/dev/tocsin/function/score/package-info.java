/** {@code POST /score}. */
@NullMarked
package dev.tocsin.function.score;

import org.jspecify.annotations.NullMarked;
