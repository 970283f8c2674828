/** Asking servers over HTTP: credentials, TLS, one deadline for all of it, typed failures. */
@NullMarked
package dev.tocsin.http;

import org.jspecify.annotations.NullMarked;
