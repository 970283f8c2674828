/** What a run hands to the sinks of its job. */
@NullMarked
package dev.tocsin.function.push;

import org.jspecify.annotations.NullMarked;
