/** Events that Tocsin sends by itself, to where {@code K_SINK} points. */
@NullMarked
package dev.tocsin.function.emit;

import org.jspecify.annotations.NullMarked;
