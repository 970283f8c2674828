@NullMarked
package dev.tocsin.window;

import org.jspecify.annotations.NullMarked;
