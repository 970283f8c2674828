/** Real servers for tests, started on loopback and closed with the test. */
@NullMarked
package dev.tocsin.testing;

import org.jspecify.annotations.NullMarked;
