@NullMarked
package dev.tocsin.prometheus.selector;

import org.jspecify.annotations.NullMarked;
