@NullMarked
package dev.tocsin.function.event;

import org.jspecify.annotations.NullMarked;
