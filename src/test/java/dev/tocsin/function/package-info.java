@NullMarked
package dev.tocsin.function;

import org.jspecify.annotations.NullMarked;
