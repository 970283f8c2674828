/** Reading series from a Prometheus server over its HTTP API. */
@NullMarked
package dev.tocsin.prometheus;

import org.jspecify.annotations.NullMarked;
