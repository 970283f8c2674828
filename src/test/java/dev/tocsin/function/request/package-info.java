@NullMarked
package dev.tocsin.function.request;

import org.jspecify.annotations.NullMarked;
