/** A small Prometheus: its HTTP API over a recording. */
@NullMarked
package dev.tocsin.demo.api;

import org.jspecify.annotations.NullMarked;
