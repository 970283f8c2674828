/** The built function, started as a process of its own and asked over HTTP. */
@NullMarked
package dev.tocsin.demo.function;

import org.jspecify.annotations.NullMarked;
