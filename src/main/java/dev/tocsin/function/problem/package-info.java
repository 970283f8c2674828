/** What can be wrong with a call, as {@code application/problem+json}. */
@NullMarked
package dev.tocsin.function.problem;

import org.jspecify.annotations.NullMarked;
