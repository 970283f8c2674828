/** Measures of how unlike all others a window is: cluster centres, and a one-class SVM. */
@NullMarked
package dev.tocsin.model.tribuo.novelty;

import org.jspecify.annotations.NullMarked;
