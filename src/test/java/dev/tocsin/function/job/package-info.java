@NullMarked
package dev.tocsin.function.job;

import org.jspecify.annotations.NullMarked;
