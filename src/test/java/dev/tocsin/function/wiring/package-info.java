@NullMarked
package dev.tocsin.function.wiring;

import org.jspecify.annotations.NullMarked;
