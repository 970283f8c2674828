/** What callers give: bodies, times and durations. */
@NullMarked
package dev.tocsin.function.request;

import org.jspecify.annotations.NullMarked;
