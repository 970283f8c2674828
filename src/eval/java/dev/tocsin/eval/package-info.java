/** {@code ./mvnw -Pevaluate}: how good the detector is, measured on labelled data. */
@NullMarked
package dev.tocsin.eval;

import org.jspecify.annotations.NullMarked;
