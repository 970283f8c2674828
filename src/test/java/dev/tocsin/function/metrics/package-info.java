@NullMarked
package dev.tocsin.function.metrics;

import org.jspecify.annotations.NullMarked;
