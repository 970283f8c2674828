/** The part of PromQL that selects series: recognised, written, split and narrowed. */
@NullMarked
package dev.tocsin.prometheus.selector;

import org.jspecify.annotations.NullMarked;
