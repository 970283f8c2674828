/** What callers give: bodies, times and durations; and how many may give much at once. */
@NullMarked
package dev.tocsin.function.request;

import org.jspecify.annotations.NullMarked;
