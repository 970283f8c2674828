/**
 * The byte formats of Prometheus's answers, decoded while they stream in, straight into a matrix.
 *
 * <p>Nothing here knows of HTTP: a decoder takes an {@link java.io.InputStream} and a {@link
 * dev.tocsin.prometheus.wire.MatrixWriter}. Hot loops allocate nothing per sample.
 */
@NullMarked
package dev.tocsin.prometheus.wire;

import org.jspecify.annotations.NullMarked;
