/** Puts the parts together, and says whether they work. Only this room names adapters. */
@NullMarked
package dev.tocsin.function.wiring;

import org.jspecify.annotations.NullMarked;
