/** Who may call: everybody, until a token is configured. */
@NullMarked
package dev.tocsin.function.auth;

import org.jspecify.annotations.NullMarked;
