/** {@code POST /plan}. */
@NullMarked
package dev.tocsin.function.plan;

import org.jspecify.annotations.NullMarked;
