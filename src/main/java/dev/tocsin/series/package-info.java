/**
 * Series as Prometheus means them: labels, a grid of time steps, and a matrix of samples on it.
 *
 * <p>This room imports nothing but the JDK; every other room builds on it.
 */
@NullMarked
package dev.tocsin.series;

import org.jspecify.annotations.NullMarked;
