@NullMarked
package dev.tocsin.function.auth;

import org.jspecify.annotations.NullMarked;
