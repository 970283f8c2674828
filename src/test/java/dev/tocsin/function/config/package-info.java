@NullMarked
package dev.tocsin.function.config;

import org.jspecify.annotations.NullMarked;
