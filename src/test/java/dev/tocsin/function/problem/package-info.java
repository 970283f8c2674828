@NullMarked
package dev.tocsin.function.problem;

import org.jspecify.annotations.NullMarked;
