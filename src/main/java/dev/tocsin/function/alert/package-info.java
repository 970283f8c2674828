/** {@code POST /alert}: what an alert of Prometheus's looks like to Tocsin. */
@NullMarked
package dev.tocsin.function.alert;

import org.jspecify.annotations.NullMarked;
