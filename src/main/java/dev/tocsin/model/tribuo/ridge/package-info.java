/** Autoregressions of single series, by ridge regression that incidents hardly bend. */
@NullMarked
package dev.tocsin.model.tribuo.ridge;

import org.jspecify.annotations.NullMarked;
