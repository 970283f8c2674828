/** The jobs of this process, and what runs them. */
@NullMarked
package dev.tocsin.function.job;

import org.jspecify.annotations.NullMarked;
