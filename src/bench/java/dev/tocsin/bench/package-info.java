/** What benchmarks have in common. */
@NullMarked
package dev.tocsin.bench;

import org.jspecify.annotations.NullMarked;
