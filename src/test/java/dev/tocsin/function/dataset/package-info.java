@NullMarked
package dev.tocsin.function.dataset;

import org.jspecify.annotations.NullMarked;
