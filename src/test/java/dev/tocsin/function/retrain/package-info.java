@NullMarked
package dev.tocsin.function.retrain;

import org.jspecify.annotations.NullMarked;
