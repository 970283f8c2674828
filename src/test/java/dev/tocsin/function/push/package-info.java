@NullMarked
package dev.tocsin.function.push;

import org.jspecify.annotations.NullMarked;
