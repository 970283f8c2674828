/** {@code POST /models}, {@code /rollback} and {@code /cancel}: what an operator does to models. */
@NullMarked
package dev.tocsin.function.versions;

import org.jspecify.annotations.NullMarked;
