@NullMarked
package dev.tocsin.function.trigger;

import org.jspecify.annotations.NullMarked;
