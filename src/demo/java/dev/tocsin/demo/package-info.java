/**
 * The demo: a recording of a real CoreDNS, a small Prometheus that serves it, and a client that
 * leads the built function through it.
 *
 * <p>Nothing of this is part of the product: it lies beside the tests, and talks to the function
 * over HTTP only.
 */
@NullMarked
package dev.tocsin.demo;

import org.jspecify.annotations.NullMarked;
