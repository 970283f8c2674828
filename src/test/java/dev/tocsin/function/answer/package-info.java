@NullMarked
package dev.tocsin.function.answer;

import org.jspecify.annotations.NullMarked;
