/** The one part of PromQL that a recording understands: selectors of series. */
@NullMarked
package dev.tocsin.demo.promql;

import org.jspecify.annotations.NullMarked;
