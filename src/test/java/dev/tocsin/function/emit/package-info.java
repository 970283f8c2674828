@NullMarked
package dev.tocsin.function.emit;

import org.jspecify.annotations.NullMarked;
