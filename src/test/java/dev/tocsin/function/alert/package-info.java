@NullMarked
package dev.tocsin.function.alert;

import org.jspecify.annotations.NullMarked;
