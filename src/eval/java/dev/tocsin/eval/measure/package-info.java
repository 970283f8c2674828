/** Measures of whole benchmarks, beside those that back-tests answer with too. */
@NullMarked
package dev.tocsin.eval.measure;

import org.jspecify.annotations.NullMarked;
