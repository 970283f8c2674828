@NullMarked
package dev.tocsin.prometheus.wire;

import org.jspecify.annotations.NullMarked;
